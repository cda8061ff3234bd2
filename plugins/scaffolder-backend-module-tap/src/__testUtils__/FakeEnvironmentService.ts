import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  Environment,
  EnvironmentOptions,
  EnvironmentPlan,
  EnvironmentProgress,
  environmentRequestSchema,
  EnvironmentRequestInput,
  KeptResource,
  OperationInput,
  OperationName,
  OperationRequest,
  parseOperation,
  parseRequest,
  ProgressEvent,
  REQUEST_DEFAULTS,
  StackOperation,
  SuffixAvailability,
} from '@tap/plugin-tap-common';
import type {
  Authorization,
  EnvironmentService,
  OperationPermit,
} from '@tap/plugin-tap-node';
import { sampleEnvironment } from './sampleEnvironment';

type RunOptions = Parameters<EnvironmentService['run']>[2];

/** An operation that was begun under a token, as CloudFormation would remember it. */
interface Begun {
  operation: StackOperation;
  outcome: Promise<Environment>;
}

/**
 * Environments in memory: the same token attaches to what it began, another begins something new. An operation can be
 * held up, and can be made to fail.
 */
export class FakeEnvironmentService implements EnvironmentService {
  readonly environments = new Map<string, Environment>();
  /** Tokens under which an operation was begun, each once. */
  readonly tokens: string[] = [];
  /** Who asked to be authorized for what. */
  readonly authorizations: Array<{
    operation: string;
    input: unknown;
    principal: unknown;
  }> = [];
  /** Options of every run, whether it began something or attached. */
  readonly runs: RunOptions[] = [];
  kept: KeptResource[] = [];
  /** Suffixes of environments that something stands in the way of tearing down. */
  readonly blocked = new Set<string>();
  private readonly begun = new Map<string, Begun>();
  private failure: Error | undefined;
  private crashes = 0;
  private gate: Promise<void> = Promise.resolve();

  /** Makes the next operation that is begun fail. */
  failNext(error: Error) {
    this.failure = error;
  }

  /** Holds operations up until the returned function is called. */
  hold(): () => void {
    let release = () => {};
    this.gate = new Promise(resolve => {
      release = resolve;
    });
    return release;
  }

  /** Whoever is watching an operation now never hears of it again, as if the process had been killed. */
  crash() {
    this.crashes += 1;
  }

  targetNames() {
    return ['sandbox', 'staging'];
  }

  async authorize(
    operation: OperationName,
    input: { suffix: string; target?: string; owner?: string; size?: string },
    options: { credentials: BackstageCredentials },
  ): Promise<Authorization> {
    const target = this.targetOf(input);
    const principal = options.credentials.principal as { type: string };
    this.authorizations.push({ operation, input, principal });
    if (operation === 'deploy') {
      this.refuseWhatIsNotOnOffer(target, input);
    } else {
      this.existing(input);
    }
    return {
      operation,
      suffix: input.suffix,
      target,
      initiator: 'user:default/mock',
      owner: input.owner ?? 'user:default/mock',
    };
  }

  /** As the real one decides, where `begun` stands for CloudFormation and every user is the same one. */
  async resume(
    permit: OperationPermit,
    input: { suffix: string; target?: string },
    options: { credentials: BackstageCredentials },
  ): Promise<Authorization | undefined> {
    const { operation } = permit.authorization;
    return this.begun.has(permit.token)
      ? permit.authorization
      : this.authorize(operation, input, options);
  }

  run<N extends OperationName>(
    operation: N,
    input: OperationInput<N>,
    options: RunOptions,
  ): AsyncIterable<ProgressEvent> {
    const request: OperationRequest<OperationName> = parseOperation(
      operation,
      input,
    );
    switch (operation) {
      case 'deploy':
        return this.progressOf('create', options, () =>
          this.deployed(request as OperationRequest<'deploy'>, options),
        );
      case 'teardown':
        return this.progressOf('delete', options, () => {
          const environment = this.existing(request);
          this.environments.delete(keyOf(environment));
          return environment;
        });
      case 'extend':
        return this.progressOf('update', options, () => {
          const environment = {
            ...this.existing(request),
            expiresAt: '2026-12-24T18:00:00.000Z',
          };
          this.environments.set(keyOf(environment), environment);
          return environment;
        });
      default:
        throw new Error(`no action runs ${operation}`);
    }
  }

  private deployed(
    request: OperationRequest<'deploy'>,
    options: RunOptions,
  ): Environment {
    const ref = { suffix: request.suffix, target: this.targetOf(request) };
    const environment = sampleEnvironment(ref, {
      size: request.size ?? REQUEST_DEFAULTS.size,
      retention: request.retention ?? REQUEST_DEFAULTS.retention,
      description: request.description,
      owner: options.authorization.owner,
      lastTaskId: options.taskId,
    });
    this.environments.set(keyOf(ref), environment);
    return environment;
  }

  async plan(input: EnvironmentRequestInput): Promise<EnvironmentPlan> {
    const request = parseRequest(environmentRequestSchema, input);
    return {
      ref: { suffix: request.suffix, target: this.targetOf(request) },
      operation: 'create',
      changes: [1, 2].map(n => ({
        action: 'add',
        logicalId: `Subnet${n}`,
        resourceType: 'AWS::EC2::Subnet',
        causes: [],
        effect: 'none',
      })),
      price: undefined,
      warnings: [],
      templateBytes: 36_718,
    };
  }

  async get(ref: { suffix: string; target?: string }) {
    return this.existing(ref);
  }

  async listAll(target: string) {
    return [...this.environments.values()].filter(e => e.target === target);
  }

  async list() {
    return [...this.environments.values()];
  }

  async lookUp(_target: string, stackId: string) {
    return (await this.list()).find(e => e.stackId === stackId);
  }

  async availability(ref: {
    suffix: string;
    target?: string;
  }): Promise<SuffixAvailability> {
    const target = this.targetOf(ref);
    return { available: !this.environments.has(keyOf({ ...ref, target })) };
  }

  async progress(): Promise<EnvironmentProgress> {
    return { done: 0, total: 0, events: [] };
  }

  async options(): Promise<EnvironmentOptions> {
    return {
      targets: [],
      engineVersions: ['17'],
      defaultEngineVersion: '17',
      ownershipRefs: [],
    };
  }

  async check<N extends OperationName>(
    operation: N,
    input: OperationInput<N>,
  ): Promise<void> {
    const { suffix } = this.existing(parseOperation(operation, input));
    if (this.blocked.has(suffix)) {
      throw new ConflictError(`'${suffix}' was not torn down: others use it`);
    }
  }

  follow(): never {
    throw new Error('no action follows what it has not begun');
  }

  async drift(): Promise<never> {
    throw new Error('no action asks for drift');
  }

  private async *progressOf(
    operation: StackOperation,
    options: RunOptions,
    work: () => Environment,
  ): AsyncIterable<ProgressEvent> {
    this.runs.push(options);
    const attached = this.begun.has(options.token);
    const { outcome } = this.begin(operation, options, work);
    const { suffix } = options.authorization;
    const { stackId, stackName } = sampleEnvironment(options.authorization);
    yield { type: 'accepted', operation, stackName, stackId, attached };
    yield {
      type: 'resource',
      eventId: '1',
      logicalId: 'Database',
      resourceType: 'AWS::RDS::DBInstance',
      physicalId: suffix,
      status: 'CREATE_IN_PROGRESS',
      timestamp: '2026-11-01T00:00:00.000Z',
      elapsedSeconds: 1,
      done: 0,
      total: 10,
    };
    const crashes = this.crashes;
    const environment = await outcome;
    if (crashes !== this.crashes) {
      await new Promise(() => {});
    }
    yield { type: 'completed', operation, environment, kept: this.kept };
  }

  private begin(
    operation: StackOperation,
    { signal, token }: RunOptions,
    work: () => Environment,
  ): Begun {
    const known = this.begun.get(token);
    if (known) {
      return known;
    }
    this.tokens.push(token);
    const failure = this.failure;
    this.failure = undefined;
    const outcome = Promise.race([this.gate, cancelled(signal)]).then(() => {
      if (failure) {
        throw failure;
      }
      return work();
    });
    outcome.catch(() => {});
    const begun = { operation, outcome };
    this.begun.set(token, begun);
    return begun;
  }

  private existing(ref: { suffix: string; target?: string }): Environment {
    const target = this.targetOf(ref);
    const found = this.environments.get(keyOf({ ...ref, target }));
    if (!found) {
      throw new NotFoundError(
        `suffix: there is no environment '${ref.suffix}' on target '${target}'`,
      );
    }
    return found;
  }

  private targetOf(ref: { target?: string }): string {
    const [defaultTarget] = this.targetNames();
    const target = ref.target ?? defaultTarget;
    if (!this.targetNames().includes(target)) {
      throw new InputError(
        `target: '${target}' is not a target of this portal, for example ${defaultTarget}`,
      );
    }
    return target;
  }

  private refuseWhatIsNotOnOffer(
    target: string,
    input: { suffix: string; size?: string },
  ) {
    if (target === 'staging' && input.size === 'large') {
      throw new InputError(
        `size: 'large' is not on offer on target '${target}', for example small`,
      );
    }
    const taken = this.environments.get(keyOf({ ...input, target }));
    if (taken && taken.owner !== 'user:default/mock') {
      throw new ConflictError(
        `suffix: '${input.suffix}' is taken on target '${target}'; another one such as ${input.suffix}-2 would pass`,
      );
    }
  }
}

function keyOf(ref: { suffix: string; target: string }): string {
  return `${ref.target}/${ref.suffix}`;
}

function cancelled(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () =>
      reject(new Error('The creation was cancelled; the stack is deleted'));
    if (signal?.aborted) {
      abort();
    }
    signal?.addEventListener('abort', abort, { once: true });
  });
}
