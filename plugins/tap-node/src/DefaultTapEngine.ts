import {
  LoggerService,
  RootConfigService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  AlarmState,
  DriftReport,
  Egress,
  Environment,
  EnvironmentHealth,
  EnvironmentPlan,
  EnvironmentProgress,
  EnvironmentRef,
  EnvironmentRequest,
  EnvironmentResource,
  OperationName,
  OperationRequest,
  PriceEstimate,
  ProgressEvent,
  Retention,
  RETENTIONS,
  StackAlarm,
  stackName,
  suffixOfStackName,
} from '@tap/plugin-tap-common';
import { AwsTimeouts } from './aws/AwsClients';
import { AlarmReader } from './alarms/AlarmReader';
import { EngineConfig, readEngineConfig, sizeOf, Target } from './config';
import { engineOperation } from './engineOperations';
import { EnvironmentListings } from './EnvironmentListings';
import { EnvironmentReader } from './EnvironmentReader';
import { checkRequest } from './deploy/checkRequest';
import { pinnedOptions } from './deploy/pinnedOptions';
import { readDatabases, readHealth } from './health/readHealth';
import { Operation, OperationPurpose } from './operation/Operation';
import { OperationRegistry } from './operation/OperationRegistry';
import { TargetRuntime } from './operation/TargetRuntime';
import { createTargetRuntime } from './operation/createTargetRuntime';
import { readStanding } from './operation/readStanding';
import { assertToken, followToken } from './operation/tokens';
import { detectDrift } from './plan/detectDrift';
import { followStack } from './deploy/followStack';
import { planEnvironment, SizeOffers, SizePrices } from './plan';
import { listResources } from './plan/listResources';
import { LoadedStackModule } from './stackModule';
import { Synthesizer, WorkerSynthesizer } from './synthesis';
import {
  FollowOptions,
  OperationOptions,
  OperationStanding,
  PriceVariant,
  RunOptions,
  StandingOptions,
  TapEngine,
  TargetListing,
} from './TapEngine';
import { DEFAULT_TIMING } from './watch';
import { WatchTiming } from './watch/PollInterval';

/**
 * Time from the start of the back end until the synthesis worker is warmed up, in milliseconds: the start itself needs the
 * processors, and the worker needs one for some seconds.
 */
const WARM_UP_AFTER_MS = 10_000;

/**
 * Time from the start of the back end until the packages of AWS clients are loaded, in milliseconds: the back end is ready, and
 * no request waits yet for the 0.3 seconds that it takes.
 */
const LOAD_CLIENTS_AFTER_MS = 1_000;

type TargetRuntimes = ReturnType<typeof createTargetRuntime>;

/** The engine that uses CloudFormation. @public */
export class DefaultTapEngine implements TapEngine {
  /**
   * @param options.stackModule - if it is loaded already
   * @param options.synthesizer - for tests. Default: a worker of this engine, which ends with it
   * @param options.timing - polling intervals; for tests
   * @param options.timeouts - timeouts of AWS calls; for tests
   * @throws InputError for invalid values in app-config
   */
  static create(options: {
    config: RootConfigService;
    logger: LoggerService;
    lifecycle: RootLifecycleService;
    stackModule?: LoadedStackModule;
    synthesizer?: Synthesizer;
    timing?: WatchTiming;
    timeouts?: AwsTimeouts;
  }): DefaultTapEngine {
    const logger = options.logger.child({ service: 'tap.engine' });
    const config = readEngineConfig(options.config, options.stackModule);
    const synthesizer =
      options.synthesizer ??
      WorkerSynthesizer.create({
        stackModule: config.stackModule.name,
        logger,
      });
    const created = config.targets.map(target =>
      createTargetRuntime({
        target,
        portal: config.portal,
        config: options.config,
        logger,
        stackModule: config.stackModule.module,
        synthesizer,
        timing: options.timing ?? DEFAULT_TIMING,
        timeouts: options.timeouts,
      }),
    );
    const engine = new DefaultTapEngine(config, created, synthesizer);
    options.lifecycle.addStartupHook(() => engine.warmUpLater());
    options.lifecycle.addShutdownHook(() => engine.stop());
    return engine;
  }

  private readonly registry = new OperationRegistry();
  private readonly alarmReader = new AlarmReader();
  private readonly prices = new SizePrices();
  private readonly offers = new SizeOffers();
  private readonly reader = new EnvironmentReader(this.registry);
  private readonly listings = new EnvironmentListings();
  private readonly timers: NodeJS.Timeout[] = [];

  private constructor(
    private readonly config: EngineConfig,
    private readonly runtimes: TargetRuntimes[],
    private readonly synthesizer: Synthesizer,
  ) {}

  get portal(): string {
    return this.config.portal;
  }

  get targets(): readonly Target[] {
    return this.config.targets;
  }

  get targetNames(): string[] {
    return this.targets.map(({ name }) => name);
  }

  target(name?: string): Target {
    return this.runtime(name).target;
  }

  list(target: string): Promise<Environment[]> {
    return this.listings.read(this.runtime(target));
  }

  lastListing(target: string): Promise<TargetListing> {
    return this.listings.last(this.runtime(target));
  }

  get(
    ref: EnvironmentRef,
    options: { isQuery?: boolean } = {},
  ): Promise<Environment | undefined> {
    const runtime = options.isQuery
      ? this.queries(ref.target)
      : this.runtime(ref.target);
    return this.reader.get(runtime, stackName(ref.suffix));
  }

  getByStackId(
    target: string,
    stackId: string,
  ): Promise<Environment | undefined> {
    return this.reader.get(this.runtime(target), stackId);
  }

  progress(ref: EnvironmentRef): Promise<EnvironmentProgress> {
    return this.reader.progress(this.queries(ref.target), ref);
  }

  resources(ref: EnvironmentRef): Promise<EnvironmentResource[]> {
    return listResources(this.queries(ref.target), ref);
  }

  inAlarm(target: string): Promise<StackAlarm[]> {
    return this.alarmReader.inAlarm(this.queries(target));
  }

  alarms({ suffix, target }: EnvironmentRef): Promise<AlarmState[]> {
    return this.alarmReader.ofStack(this.queries(target), stackName(suffix));
  }

  health(ref: EnvironmentRef): Promise<EnvironmentHealth> {
    return readHealth(this.queries(ref.target), ref);
  }

  async databaseStatus(
    target: string,
    stackId: string,
  ): Promise<string | undefined> {
    const [primary] = await readDatabases(this.queries(target), stackId);
    return primary?.status;
  }

  async plan(
    request: EnvironmentRequest,
    options: { owner: string },
  ): Promise<EnvironmentPlan> {
    const runtime = this.queries(request.target);
    checkRequest(request, runtime.target);
    return planEnvironment(runtime, request, options);
  }

  drift(ref: EnvironmentRef): Promise<DriftReport> {
    return detectDrift(this.queries(ref.target), ref);
  }

  backupRetentionDays(target: string, size: string): Record<Retention, number> {
    const { stackModule, target: found } = this.runtime(target);
    const spec = sizeOf(found, size);
    return Object.fromEntries(
      RETENTIONS.map(retention => [
        retention,
        stackModule.defaultBackupRetentionDays(spec, retention),
      ]),
    ) as Record<Retention, number>;
  }

  price(
    target: string,
    size: string,
    variant?: PriceVariant,
  ): Promise<PriceEstimate | undefined> {
    return this.prices.price(this.queries(target), size, variant);
  }

  unavailable(
    target: string,
    size: string,
  ): Promise<Record<string, string> | undefined> {
    return this.offers.unavailable(this.queries(target), size);
  }

  egress(target: string, size: string): Egress | undefined {
    const { stackModule, target: found } = this.runtime(target);
    return pinnedOptions(
      found,
      stackModule.defaultEgress?.(sizeOf(found, size)),
    ).egress;
  }

  async *run<N extends OperationName>(
    name: N,
    request: OperationRequest<N>,
    options: RunOptions[N],
  ): AsyncGenerator<ProgressEvent, void, undefined> {
    const { purpose, validate, run } = engineOperation(name);
    const { suffix, target } = request;
    const runtime = this.runtime(target);
    validate?.(request, runtime.target);
    yield* this.begin(runtime, purpose, suffix, options, operation =>
      run(runtime, operation, request, options),
    );
  }

  async check<N extends OperationName>(
    name: N,
    request: OperationRequest<N>,
    options: Pick<OperationOptions, 'stackId'>,
  ): Promise<void> {
    const { validate, check } = engineOperation(name);
    const runtime = this.runtime(request.target);
    validate?.(request, runtime.target);
    await check?.(runtime, request, options);
  }

  async standing(
    ref: EnvironmentRef,
    options: StandingOptions,
  ): Promise<OperationStanding> {
    const isRunningHere = this.registry.current(ref)?.token === options.token;
    return isRunningHere
      ? 'current'
      : readStanding(this.runtime(ref.target), ref, {
          ...options,
          purpose: engineOperation(options.operation).purpose,
        });
  }

  async *follow(
    target: string,
    stackId: string,
    options: FollowOptions = {},
  ): AsyncGenerator<ProgressEvent, void, undefined> {
    const runtime = this.runtime(target);
    const suffix = suffixOfStackName(stackId.split('/')[1] ?? '');
    if (!suffix) {
      throw new NotFoundError(
        `stackId: '${stackId}' is not the ARN of an environment`,
      );
    }
    const current = this.registry.current({ suffix, target });
    if (current) {
      yield* current.feed.read();
      return;
    }
    yield* this.begin(
      runtime,
      'follow',
      suffix,
      { ...options, token: followToken() },
      operation => followStack(runtime, operation, stackId, options),
    );
  }

  private begin(
    runtime: TargetRuntime,
    purpose: OperationPurpose,
    suffix: string,
    options: OperationOptions,
    body: (operation: Operation) => Promise<void>,
  ): AsyncGenerator<ProgressEvent, void, undefined> {
    assertToken(options.token);
    const operation = new Operation(
      purpose,
      { suffix, target: runtime.target.name },
      runtime.target,
      options.token,
      change => {
        this.listings.note(change.environment);
        options.onChange?.(change);
      },
    );
    return this.registry.run(operation, options, body);
  }

  /** Dependencies of operations on a target. */
  private runtime(name?: string): TargetRuntime {
    return this.find(name).runtime;
  }

  /** Dependencies of queries of a target, whose calls have a lower priority than those of operations. */
  private queries(name?: string): TargetRuntime {
    return this.find(name).queries;
  }

  private find(name?: string): TargetRuntimes {
    if (this.runtimes.length === 0) {
      throw new InputError(
        'target: app-config has no target; a platform engineer must add one to tap.targets',
      );
    }
    const found =
      name === undefined
        ? this.runtimes[0]
        : this.runtimes.find(({ runtime }) => runtime.target.name === name);
    if (!found) {
      const names = this.targetNames;
      throw new InputError(
        `target: there is no target '${name}'; it must be one of ${names.join(
          ', ',
        )}, for example ${names[0]}`,
      );
    }
    return found;
  }

  /**
   * Loads the packages of AWS clients and warms up the synthesis worker while the back end is idle. A request of a user in the
   * meantime does the same.
   */
  private warmUpLater(): void {
    const [defaultTarget] = this.runtimes;
    if (defaultTarget) {
      const { load, queries } = defaultTarget;
      // The packages are shared by all targets.
      this.later(LOAD_CLIENTS_AFTER_MS, () =>
        load().catch(error =>
          queries.logger.debug(
            `Failed to load the clients of AWS ahead: ${error}`,
          ),
        ),
      );
      this.later(WARM_UP_AFTER_MS, () => this.prices.prepare(queries));
    }
  }

  private later(afterMs: number, work: () => Promise<void>): void {
    this.timers.push(setTimeout(() => void work(), afterMs).unref());
  }

  /** Stops all watchers. CloudFormation continues, and a later caller attaches to its operations. */
  private async stop(): Promise<void> {
    this.timers.forEach(clearTimeout);
    this.runtimes.forEach(({ stop }) => stop());
    await this.synthesizer.stop();
  }
}
