import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerLost, PortalClient } from '../PortalClient';
import { TrueStack } from '../processes/SandboxProcess';
import { LifecyclePlan, Step } from './planLifecycles';
import { isReached, needsNotification, StepRecord } from './StepRecord';
import { isAlive, TruthReader } from './TruthReader';

/** What a lifecycle needs. */
export interface LifecycleTools {
  portal: PortalClient;
  truth: TruthReader;
  log: (line: string) => void;
}

/** How often a request that was refused or failed is made again, as a patient person would. */
const ATTEMPTS: Record<Step['kind'], number> = {
  create: 6,
  cancelledCreate: 1,
  update: 3,
  extend: 3,
  teardown: 6,
};

/** Every request that did not end as the task said is to be told of by a notification within this time. */
const NOTIFIED_WITHIN_MS = 480_000;

/** Runs one environment's requests one after the other, and notes what was wanted, said and done. */
export class Lifecycle {
  readonly records: StepRecord[] = [];
  /** Whether all requests were made. */
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

  /** Tears down what the lifecycle has kept. */
  async clear(): Promise<void> {
    if (isAlive((await this.stacks())[0])) {
      await this.untilReached({ kind: 'teardown' });
    }
  }

  /** Whether the environment is wanted in the end. */
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
        // What a failed creation has left has to go first.
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
      said:
        error instanceof AnswerLost
          ? ('unknown' as const)
          : ('failed' as const),
      words: error.message,
    }));
    const after = await this.atRest();
    return { suffix, kind: step.kind, ...answer, before, after };
  }

  private async ask(
    step: Step,
  ): Promise<Pick<StepRecord, 'said' | 'taskId' | 'words'>> {
    const { portal } = this.tools;
    const { suffix } = this.plan;
    if (step.kind === 'extend') {
      const answer = await portal.post(
        `/api/tap/environments/sandbox/${suffix}/extend`,
        { expiresIn: step.expiresIn },
      );
      const words = answer.ok ? '' : await answer.text();
      return { said: said(answer.ok, words), words };
    }
    const taskId = await portal.startTask(...this.template(step));
    if (step.kind === 'cancelledCreate') {
      await sleep(step.afterSeconds * 1000);
      await portal
        .post(`/api/scaffolder/v2/tasks/${taskId}/cancel`)
        .catch(() => portal.post(`/api/scaffolder/v2/tasks/${taskId}/cancel`));
    }
    const end = await this.endOf(taskId);
    const words =
      step.kind === 'cancelledCreate'
        ? `${end.words} ${await portal.logOf(taskId)}`
        : end.words;
    return { taskId, ...end, words };
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
  ): Promise<Pick<StepRecord, 'said' | 'words'>> {
    const { portal } = this.tools;
    for (;;) {
      const { status } = await portal.task(taskId);
      if (status !== 'open' && status !== 'processing') {
        const words = await portal.lastWords(taskId);
        return { said: said(status === 'completed', words), words };
      }
      await sleep(1000);
    }
  }

  private stacks(): Promise<TrueStack[]> {
    return this.tools.truth.stacksOf(this.plan.suffix);
  }

  /** The stacks, once CloudFormation does nothing with any. */
  private async atRest(): Promise<TrueStack[]> {
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

/** A refusal of the scaffolder itself, or of AWS to answer, tells nothing of what has become of the operation. */
const TELLS_NOTHING =
  /\b401\b|Unauthorized|AWS could not be asked|did not answer/i;

function said(isDone: boolean, words: string): StepRecord['said'] {
  if (isDone) {
    return 'done';
  }
  return TELLS_NOTHING.test(words) ? 'unknown' : 'failed';
}

function describe(record: StepRecord): string {
  const { suffix, kind, said: what, after, words } = record;
  return [
    suffix,
    kind,
    what,
    after[0]?.status ?? 'no stack',
    isReached(record) ? 'reached' : 'not reached',
    words.split('\n')[0],
  ].join(' | ');
}
