import { setTimeout as sleep } from 'node:timers/promises';
import { ResponseLost, PortalClient } from '../PortalClient';
import { StackState } from '../processes/SandboxProcess';
import { TaskPoll } from '../TaskPoll';
import { LifecyclePlan, Step } from './planLifecycles';
import { isReached, needsNotification, StepRecord } from './StepRecord';
import { isAlive, StateReader } from './StateReader';

/** Dependencies of {@link Lifecycle}. */
export interface LifecycleTools {
  portal: PortalClient;
  state: StateReader;
  log: (line: string) => void;
}

/** Maximum number of attempts of a request that was rejected or failed. */
const ATTEMPTS: Record<Step['kind'], number> = {
  create: 6,
  cancelledCreate: 1,
  update: 3,
  extend: 3,
  teardown: 6,
};

/** Time-out for the notification about a request whose task does not report the outcome. */
const NOTIFIED_WITHIN_MS = 480_000;

/**
 * Sends the requests of one environment one after the other, and records the requested, reported and actual outcomes.
 */
export class Lifecycle {
  readonly records: StepRecord[] = [];
  /** Number of tasks that the scaffolder's worker overlooked. */
  overlookedTasks = 0;
  /** Whether all requests were sent. */
  hasEnded = false;

  constructor(
    readonly plan: LifecyclePlan,
    private readonly tools: LifecycleTools,
  ) {}

  async run(): Promise<void> {
    await sleep(this.plan.pauseSeconds * 1000);
    for (const step of this.plan.steps) {
      await this.untilReached(step);
      if (
        step.kind === 'cancelledCreate' &&
        isAlive((await this.stacks())[0])
      ) {
        await this.untilReached({ kind: 'teardown' });
      }
    }
    this.hasEnded = true;
  }

  /** Tears down an environment that the lifecycle has kept. */
  async clear(): Promise<void> {
    if (isAlive((await this.stacks())[0])) {
      await this.untilReached({ kind: 'teardown' });
    }
  }

  /** Whether the environment exists at the end of the plan. */
  get isKept(): boolean {
    return !this.plan.steps.some(({ kind }) => kind === 'teardown');
  }

  private async untilReached(step: Step): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS[step.kind]; attempt++) {
      const [before] = await this.atRest();
      if (step.kind === 'teardown' && !isAlive(before)) {
        return;
      }
      if (step.kind === 'create' && isAlive(before) && attempt > 1) {
        // The rest of a failed creation must be deleted first.
        await this.untilReached({ kind: 'teardown' });
      }
      const record = await this.request(step);
      this.records.push(record);
      this.tools.log(describe(record));
      if (needsNotification(record)) {
        await this.notified(record);
      }
      if (isReached(record)) {
        return;
      }
      await sleep(2000);
    }
  }

  private async request(step: Step): Promise<StepRecord> {
    const { suffix } = this.plan;
    const before = await this.stacks();
    const answer = await this.ask(step).catch((error: Error) => ({
      reported:
        error instanceof ResponseLost
          ? ('unknown' as const)
          : ('failed' as const),
      message: error.message,
    }));
    const after = await this.atRest();
    return { suffix, kind: step.kind, ...answer, before, after };
  }

  private async ask(
    step: Step,
  ): Promise<Pick<StepRecord, 'reported' | 'taskId' | 'message'>> {
    const { portal } = this.tools;
    const { suffix } = this.plan;
    if (step.kind === 'extend') {
      const answer = await portal.post(
        `/api/tap/environments/sandbox/${suffix}/extend`,
        { expiresIn: step.expiresIn },
      );
      const message = answer.ok ? '' : await answer.text();
      return { reported: reportedOutcome(answer.ok, message), message };
    }
    const taskId = await portal.startTask(...this.template(step));
    if (step.kind === 'cancelledCreate') {
      await sleep(step.afterSeconds * 1000);
      await portal
        .post(`/api/scaffolder/v2/tasks/${taskId}/cancel`)
        .catch(() => portal.post(`/api/scaffolder/v2/tasks/${taskId}/cancel`));
    }
    const end = await this.endOf(taskId);
    const message =
      step.kind === 'cancelledCreate'
        ? `${end.message} ${await portal.logOf(taskId)}`
        : end.message;
    return { taskId, ...end, message };
  }

  private template(
    step: Exclude<Step, { kind: 'extend' }>,
  ): [string, { suffix: string } & Record<string, unknown>] {
    const { suffix } = this.plan;
    switch (step.kind) {
      case 'teardown':
        return ['tap-postgres-teardown', { suffix, confirm: suffix }];
      case 'update':
        return ['tap-postgres', { suffix, ...step.values }];
      case 'create':
        return [
          'tap-postgres',
          { suffix, size: step.size, retention: step.retention },
        ];
      default:
        return ['tap-postgres', { suffix, size: step.size }];
    }
  }

  private async endOf(
    taskId: string,
  ): Promise<Pick<StepRecord, 'reported' | 'message'>> {
    const { portal, log } = this.tools;
    const poll = new TaskPoll(portal, taskId, () => {
      this.overlookedTasks += 1;
      log(`${this.plan.suffix}: task ${taskId} was not claimed`);
    });
    for (;;) {
      const status = await poll.status();
      if (status !== 'open' && status !== 'processing') {
        const message = await portal.lastMessage(taskId);
        return {
          reported: reportedOutcome(status === 'completed', message),
          message,
        };
      }
      await sleep(1000);
    }
  }

  private stacks(): Promise<StackState[]> {
    return this.tools.state.stacksOf(this.plan.suffix);
  }

  /** The stacks, after all operations have ended. */
  private async atRest(): Promise<StackState[]> {
    for (;;) {
      await sleep(1000);
      const stacks = await this.stacks();
      if (stacks.every(({ operationInProgress }) => !operationInProgress)) {
        return stacks;
      }
    }
  }

  private async notified({ after }: StepRecord): Promise<void> {
    const deadline = performance.now() + NOTIFIED_WITHIN_MS;
    while (performance.now() < deadline) {
      const sent = await this.tools.portal.notifications();
      if (sent.some(({ scope }) => scope.includes(after[0].id))) {
        return;
      }
      await sleep(5000);
    }
  }
}

/** An error of the scaffolder itself, or of AWS reads, does not report the outcome of the operation. */
const UNKNOWN_OUTCOME =
  /\b401\b|Unauthorized|AWS did not respond|did not answer/i;

function reportedOutcome(
  isDone: boolean,
  message: string,
): StepRecord['reported'] {
  if (isDone) {
    return 'done';
  }
  return UNKNOWN_OUTCOME.test(message) ? 'unknown' : 'failed';
}

function describe(record: StepRecord): string {
  const { suffix, kind, reported: what, after, message } = record;
  return [
    suffix,
    kind,
    what,
    after[0]?.status ?? 'no stack',
    isReached(record) ? 'reached' : 'not reached',
    message.split('\n')[0],
  ].join(' | ');
}
