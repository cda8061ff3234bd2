import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  DriftReport,
  Environment,
  EnvironmentPlan,
  EnvironmentProgress,
  EnvironmentRequestInput,
  Finding,
  OperationInput,
  OperationName,
  OperationRequest,
  parseOperation,
  ProgressEvent,
  StackOperation,
  durationSeconds,
} from '@tap/plugin-tap-common';
import {
  Authorization,
  EnvironmentService,
  TeardownBlockedError,
} from '@tap/plugin-tap-node';

type Ref = { suffix: string; target?: string };
type By = { credentials: BackstageCredentials };

/** When the fake thinks it is. */
export const NOW = Date.parse('2026-11-20T12:00:00.000Z');

/** Environments in memory. It refuses what the real service would refuse, and remembers what it was asked. */
export class FakeEnvironments implements Partial<EnvironmentService> {
  environments: Environment[] = [];
  /** Entity refs of users who may do nothing but look. */
  readonly onlookers = new Set<string>();
  readonly authorized: Array<{
    operation: OperationName;
    input: unknown;
    principal: unknown;
  }> = [];
  readonly listed: string[] = [];
  /** Stacks that are gone: found by ARN alone. */
  gone: Environment[] = [];
  /** ARNs of the stacks that were followed. */
  readonly followed: string[] = [];
  /** What following a stack does, until its end. */
  whileFollowed: (stackId: string, signal?: AbortSignal) => Promise<void> =
    async () => {};
  /** The operation that following a stack turns out to be, if it tells. */
  followedAs: StackOperation | undefined;
  /** When the tasks of what was followed had been cancelled. */
  readonly cancelled: string[] = [];
  failure: Error | undefined;
  /** Why no plan can be made. */
  planFailure: Error | undefined;
  /** What blocks every teardown. */
  readonly blockers: Finding[] = [];
  /** Suffixes of the environments whose drift was detected. */
  readonly detections: string[] = [];
  /** What the next detection of drift comes to. */
  detection: Promise<DriftReport> = Promise.resolve({
    status: 'in-sync',
    checkedAt: new Date(NOW).toISOString(),
    resources: [],
  });

  targetNames(): string[] {
    return ['main', 'other'];
  }

  async options() {
    return {
      targets: [],
      engineVersions: ['17.9'],
      defaultEngineVersion: '17',
      requester: 'user:default/mock',
      ownershipRefs: ['user:default/mock'],
    };
  }

  async availability(ref: Ref) {
    return this.#find(ref)
      ? { available: false, reason: `'${ref.suffix}' is taken` }
      : { available: true };
  }

  async list({ target }: By & { target?: string }): Promise<Environment[]> {
    return this.environments.filter(e => e.target === (target ?? e.target));
  }

  async get(ref: Ref): Promise<Environment> {
    return this.#existing(ref);
  }

  async progress(ref: Ref): Promise<EnvironmentProgress> {
    return { environment: this.#find(ref), done: 3, total: 40, events: [] };
  }

  async plan(request: EnvironmentRequestInput): Promise<EnvironmentPlan> {
    if (this.planFailure) {
      throw this.planFailure;
    }
    return {
      ref: { suffix: request.suffix, target: request.target ?? 'main' },
      operation: 'create',
      changes: [],
      price: undefined,
      warnings: [],
      templateBytes: 36_718,
    };
  }

  async authorize(
    operation: OperationName,
    input: Ref,
    { credentials }: By,
  ): Promise<Authorization> {
    const principal = credentials.principal as {
      type: string;
      userEntityRef?: string;
    };
    this.authorized.push({ operation, input, principal });
    if (this.onlookers.has(principal.userEntityRef ?? '')) {
      throw new NotAllowedError(`You may not ${operation} '${input.suffix}'`);
    }
    if (operation !== 'deploy') {
      const { retention } = this.#existing(input);
      if (operation === 'teardown' && retention === 'retain') {
        throw new ConflictError(`'${input.suffix}' is retained`);
      }
    }
    return {
      operation,
      suffix: input.suffix,
      target: input.target ?? 'main',
      initiator: 'user:default/mock',
      owner: 'user:default/mock',
    };
  }

  async check<N extends OperationName>(
    operation: N,
    input: OperationInput<N>,
    by: By,
  ): Promise<void> {
    const request = parseOperation(operation, input);
    await this.authorize(operation, request, by);
    if (operation !== 'teardown') {
      return;
    }
    const { acknowledgeRetained } = request as OperationRequest<'teardown'>;
    const { suffix, wasRetained } = this.#existing(request);
    if (wasRetained && !acknowledgeRetained) {
      throw new ConflictError(`'${suffix}' was protected once`);
    }
    if (this.blockers.length > 0) {
      throw new TeardownBlockedError(suffix, this.blockers);
    }
  }

  async *run<N extends OperationName>(
    _operation: N,
    input: OperationInput<N>,
    { authorization }: { authorization: Authorization },
  ): AsyncIterable<ProgressEvent> {
    const { expiresIn, owner } = input as {
      expiresIn?: string;
      owner?: string;
    };
    const environment = this.#existing(authorization);
    if (expiresIn) {
      environment.expiresAt = new Date(
        NOW + durationSeconds(expiresIn)! * 1000,
      ).toISOString();
    }
    environment.owner = owner ?? environment.owner;
    const { stackId, stackName } = environment;
    const operation = 'update';
    yield { type: 'accepted', operation, stackId, stackName, attached: false };
    yield { type: 'completed', operation, environment, kept: [] };
  }

  /** Answers what a test says that detections come to. */
  async drift(ref: Ref): Promise<DriftReport> {
    this.detections.push(ref.suffix);
    return this.detection;
  }

  async listAll(target: string): Promise<Environment[]> {
    if (this.failure) {
      throw this.failure;
    }
    this.listed.push(target);
    return this.environments.filter(e => e.target === target);
  }

  async lookUp(
    _target: string,
    stackId: string,
  ): Promise<Environment | undefined> {
    return [...this.environments, ...this.gone].find(
      e => e.stackId === stackId,
    );
  }

  async *follow(
    target: string,
    stackId: string,
    options: { cancelledAt?: string; signal?: AbortSignal } = {},
  ): AsyncIterable<ProgressEvent> {
    this.followed.push(stackId);
    if (options.cancelledAt) {
      this.cancelled.push(options.cancelledAt);
    }
    if (this.followedAs) {
      const { stackName } = (await this.lookUp(target, stackId))!;
      yield {
        type: 'accepted',
        operation: this.followedAs,
        stackName,
        stackId,
        attached: true,
      };
    }
    await this.whileFollowed(stackId, options.signal);
    const environment = (await this.lookUp(target, stackId))!;
    yield { type: 'completed', operation: 'none', environment, kept: [] };
  }

  #find(ref: Ref): Environment | undefined {
    const target = ref.target ?? 'main';
    if (!this.targetNames().includes(target)) {
      throw new InputError(
        `target: there is no target '${target}', for example main`,
      );
    }
    return this.environments.find(
      e => e.suffix === ref.suffix && e.target === target,
    );
  }

  #existing(ref: Ref): Environment {
    const found = this.#find(ref);
    if (!found) {
      throw new NotFoundError(`There is no environment '${ref.suffix}'`);
    }
    return found;
  }
}
