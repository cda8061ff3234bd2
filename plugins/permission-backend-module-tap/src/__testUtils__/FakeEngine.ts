import { RootConfigService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  DriftReport,
  Environment,
  EnvironmentPlan,
  EnvironmentProgress,
  EnvironmentRef,
  EnvironmentRequest,
  EnvironmentHealth,
  EnvironmentResource,
  AlarmState,
  StackAlarm,
  OperationName,
  OperationRequest,
  PriceEstimate,
  ProgressEvent,
} from '@tap/plugin-tap-common';
import {
  OperationOptions,
  OperationStanding,
  readEngineConfig,
  TapEngine,
  Target,
  TargetListing,
} from '@tap/plugin-tap-node';

/**
 * An engine that accepts all operations in every state of a stack, so that rejections come from the permission policy, the
 * environment service or the routes. No operation changes an environment.
 */
export class FakeEngine implements TapEngine {
  static create(config: RootConfigService): FakeEngine {
    const { portal, targets } = readEngineConfig(config);
    return new FakeEngine(portal, targets);
  }

  readonly environments = new Map<string, Environment>();
  /** Operations that change or delete a stack, for example `deploy orders`. */
  readonly operations: string[] = [];
  /** A deployment waits for this promise, and fails with its error, after CloudFormation has accepted the operation. */
  readonly outcomes = new Map<string, () => Promise<void>>();

  /** Reads of progress wait for this promise. */
  polls: Promise<void> = Promise.resolve();

  private constructor(
    readonly portal: string,
    readonly targets: readonly Target[],
  ) {}

  get targetNames(): string[] {
    return this.targets.map(({ name }) => name);
  }

  target(): Target {
    return this.targets[0];
  }

  async list(): Promise<Environment[]> {
    return [...this.environments.values()];
  }

  async lastListing(): Promise<TargetListing> {
    return { environments: await this.list(), isBeingRead: false };
  }

  async get({ suffix }: EnvironmentRef): Promise<Environment | undefined> {
    return this.environments.get(suffix);
  }

  async getByStackId(
    _target: string,
    stackId: string,
  ): Promise<Environment | undefined> {
    return (await this.list()).find(found => found.stackId === stackId);
  }

  async progress({ suffix }: EnvironmentRef): Promise<EnvironmentProgress> {
    await this.polls;
    const environment = this.environments.get(suffix);
    return { environment, done: 1, total: 4, events: [] };
  }

  async plan({
    suffix,
  }: Pick<EnvironmentRequest, 'suffix'>): Promise<EnvironmentPlan> {
    return {
      ref: { suffix, target: this.target().name },
      operation: 'update',
      changes: [],
      price: undefined,
      warnings: [],
      findings: [],
      templateBytes: 36_718,
    };
  }

  async databaseStatus(): Promise<undefined> {
    return undefined;
  }

  async health(): Promise<EnvironmentHealth> {
    return { databases: [] };
  }

  async alarms(): Promise<AlarmState[]> {
    return [];
  }

  async inAlarm(): Promise<StackAlarm[]> {
    return [];
  }

  async resources(): Promise<EnvironmentResource[]> {
    return [];
  }

  async drift(): Promise<DriftReport> {
    return {
      status: 'in-sync',
      checkedAt: '2026-11-20T12:00:00.000Z',
      resources: [],
    };
  }

  async price(): Promise<PriceEstimate | undefined> {
    return undefined;
  }

  async unavailable(): Promise<undefined> {}

  egress(): undefined {}

  backupRetentionDays() {
    return { destroy: 1, snapshot: 7, retain: 7 };
  }

  async *run<N extends OperationName>(
    name: N,
    request: OperationRequest<N>,
    options: OperationOptions,
  ): AsyncIterable<ProgressEvent> {
    const operation = name === 'teardown' ? 'delete' : 'update';
    this.operations.push(`${name} ${request.suffix}`);
    const environment = this.existing(request);
    const { stackName } = environment;
    const stackId = options.stackId ?? environment.stackId;
    yield { type: 'accepted', operation, stackName, stackId, attached: false };
    const outcome = this.outcomes.get(request.suffix) ?? (async () => {});
    await Promise.race([outcome(), aborted(options.signal)]);
    yield { type: 'completed', operation, environment, kept: [] };
  }

  async check(): Promise<void> {}

  async standing(): Promise<OperationStanding> {
    return 'pending';
  }

  async *follow(
    _target: string,
    stackId: string,
  ): AsyncIterable<ProgressEvent> {
    const environment = await this.getByStackId('', stackId);
    if (!environment) {
      throw new NotFoundError(`There is no stack ${stackId}`);
    }
    yield { type: 'completed', operation: 'none', environment, kept: [] };
  }

  private existing({ suffix }: { suffix: string }): Environment {
    const found = this.environments.get(suffix);
    if (!found) {
      throw new NotFoundError(`There is no environment '${suffix}'`);
    }
    return found;
  }
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(new Error('The update was cancelled'));
    if (signal?.aborted) {
      abort();
    }
    signal?.addEventListener('abort', abort, { once: true });
  });
}
