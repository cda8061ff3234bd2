import { Evidence } from './Evidence';
import { Lifecycle } from './Lifecycle';
import { isReached, needsNotification, StepRecord } from './StepRecord';
import { isAlive } from './TruthReader';

/** Requests whose wanted and real ends differ without a task or a notification having said so. */
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
    // A cancellation may come too late: then the log says that the environment is ready.
    return isReached(record) || /is ready/.test(record.words) || isTold
      ? []
      : [`${what} was cancelled, and the stack is ${statusOf(record)}`];
  }
  if (record.said === 'done' && !isReached(record)) {
    return [
      `${what} was said to be done, and the stack is ${statusOf(record)}`,
    ];
  }
  if (needsNotification(record) && !isTold) {
    return [
      `${what} ended with '${record.words}', the stack is ${statusOf(
        record,
      )}, and nobody was told`,
    ];
  }
  return [];
}

/** The whole lifecycle: it has to have an end, and what was kept has to be there. */
function endedWrong(lifecycle: Lifecycle, { truth }: Evidence): string[] {
  const { suffix } = lifecycle.plan;
  if (!lifecycle.hasEnded) {
    return [`the lifecycle of ${suffix} has no end`];
  }
  const isThere = truth.stacks.some(
    stack => stack.name === `TapStack-${suffix}` && isAlive(stack),
  );
  const last = lifecycle.records.at(-1);
  const hasSaidSo = last !== undefined && last.said !== 'done';
  return isThere === lifecycle.isKept || hasSaidSo
    ? []
    : [
        `${suffix} is ${isThere ? '' : 'not '}there, and was ${
          lifecycle.isKept ? '' : 'not '
        }wanted`,
      ];
}

function statusOf({ after }: StepRecord): string {
  return after[0]?.status ?? 'not there';
}
