import { Evidence } from './Evidence';
import { Lifecycle } from './Lifecycle';
import { isReached, needsNotification, StepRecord } from './StepRecord';
import { isAlive } from './StateReader';

/** Requests whose outcome differs from the requested one without an error or a notification. */
export function findWrongOutcomes(evidence: Evidence): string[] {
  return evidence.lifecycles.flatMap(lifecycle => [
    ...lifecycle.records.flatMap(record => wrong(record, evidence)),
    ...endedWrong(lifecycle, evidence),
  ]);
}

function wrong(record: StepRecord, { notifications }: Evidence): string[] {
  const what = `${record.kind} of ${record.suffix} (task ${record.taskId})`;
  const isTold = notifications.some(({ scope }) =>
    scope.includes(`${record.after[0]?.id}:end-`),
  );
  if (record.kind === 'cancelledCreate') {
    // A cancellation can be too late; then the log reports that the environment is ready.
    return isReached(record) || /is ready/.test(record.message) || isTold
      ? []
      : [`${what} was cancelled, but the stack is ${statusOf(record)}`];
  }
  if (record.reported === 'done' && !isReached(record)) {
    return [
      `${what} was reported as done, but the stack is ${statusOf(record)}`,
    ];
  }
  if (needsNotification(record) && !isTold) {
    return [
      `${what} ended with '${record.message}', the stack is ${statusOf(
        record,
      )}, and there was no notification`,
    ];
  }
  return [];
}

/** The whole lifecycle: it must end, and a kept environment must exist. */
function endedWrong(lifecycle: Lifecycle, { state }: Evidence): string[] {
  const { suffix } = lifecycle.plan;
  if (!lifecycle.hasEnded) {
    return [`the lifecycle of ${suffix} did not end`];
  }
  const isThere = state.stacks.some(
    stack => stack.name === `TapStack-${suffix}` && isAlive(stack),
  );
  const last = lifecycle.records.at(-1);
  const isReported = last !== undefined && last.reported !== 'done';
  return isThere === lifecycle.isKept || isReported
    ? []
    : [
        `${suffix} is ${isThere ? '' : 'not '}deployed, and was ${
          lifecycle.isKept ? '' : 'not '
        }wanted`,
      ];
}

function statusOf({ after }: StepRecord): string {
  return after[0]?.status ?? 'does not exist';
}
