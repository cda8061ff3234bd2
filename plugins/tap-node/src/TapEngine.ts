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
  SizePrice,
  StackAlarm,
  StackOperation,
} from '@tap/plugin-tap-common';
import { Target } from './config';

/**
 * Change of the stack of an operation: reported when the operation is accepted, when the status of the stack changes,
 * and when it has ended, successfully or not.
 *
 * @public
 */
export interface StackChange {
  phase: 'accepted' | 'changed' | 'ended';
  operation: StackOperation;
  environment: Environment;
}

/** The environments of a target, as last read. @public */
export interface TargetListing {
  environments: Environment[];
  /** When the read began, ISO 8601; undefined if no read has succeeded yet. */
  readAt?: string;
  /** Whether they are being read again. */
  isBeingRead: boolean;
  /** Set if the target could not be reached by the last read: since when, ISO 8601, and why. */
  unreachable?: { since: string; cause: string };
}

/** What changes the price of a size. @public */
export type PriceVariant = Partial<Pick<SizePrice, 'egress' | 'readReplicas'>>;

/** Options of every mutating operation. @public */
export interface OperationOptions {
  /**
   * Client request token: the same token attaches to the operation that it started, another one starts a new operation.
   * At most 128 of A-Za-z0-9- (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html).
   */
  token: string;
  /** Aborting it cancels the operation: a create is deleted, an update is rolled back. */
  signal?: AbortSignal;
  /**
   * True if an earlier run of the same task may already have started the operation with this token. Deleted stacks are
   * then searched, too, so that an operation that has failed in the meantime is reported and not started again.
   */
  resumed?: boolean;
  /**
   * ARN of the stack at authorization: another stack that has taken the name since is never changed. Without it, the
   * stack with the name is used.
   */
  stackId?: string;
  /** Called for every change of the stack, but not if the caller only joins an operation of this process. */
  onChange?: (change: StackChange) => void;
}

/**
 * State of the operation of a client request token:
 *
 * - `pending`: CloudFormation still has to be called. The operation has not started, or needs another step
 * - `current`: it is the last operation of its stack, in progress or ended. It only needs to be followed or its result
 *   reported
 * - `superseded`: another operation has started on the stack since
 *
 * @public
 */
export type OperationStanding = 'pending' | 'current' | 'superseded';

/** Identifies the operation for {@link TapEngine.standing}. @public */
export interface StandingOptions
  extends Pick<OperationOptions, 'stackId' | 'token'> {
  operation: OperationName;
}

/** Context of a deployment in addition to the request. @public */
export interface DeployOptions extends OperationOptions {
  /** Full entity ref of the requester. */
  requestedBy: string;
  /** Full entity ref of the owner. */
  owner: string;
  /** Ownership entity refs of the requester: the user and the user's groups. */
  ownershipRefs?: string[];
  /** ID of the scaffolder task. */
  taskId?: string;
  /** True if the retention of a protected environment (`retain`) may be changed. */
  mayRelease?: boolean;
  /** True if an existing stack of another operation is a conflict instead of being updated. */
  createOnly?: boolean;
}

/**
 * Context of each operation in addition to its request.
 *
 * @public
 */
export interface RunOptions
  extends Record<Exclude<OperationName, 'deploy'>, OperationOptions> {
  deploy: DeployOptions;
}

/** Options for following an operation without a task. @public */
export interface FollowOptions
  extends Pick<OperationOptions, 'onChange' | 'signal'> {
  /**
   * When its task was cancelled, ISO 8601, if AWS was not called: a creation that had not ended by then is deleted,
   * even if it has ended since; an update in progress is rolled back.
   */
  cancelledAt?: string;
}

/**
 * The engine: all CloudFormation operations of TAP, for all targets of app-config. It does not check permissions; use
 * {@link EnvironmentService}.
 *
 * Every method rejects invalid input before any AWS call with an InputError that contains the field, the rule and an
 * example. NotFoundError: no such environment. ConflictError: the state does not allow the operation; the message
 * contains the next step. ServiceUnavailableError: AWS does not respond. AwsAccessError: AWS rejects the portal's role
 * or credentials.
 *
 * @public
 */
export interface TapEngine {
  /** ID of this portal, which is the tag `tap:portal` of its stacks. */
  readonly portal: string;

  /** Targets of app-config, the default one first. */
  readonly targets: readonly Target[];

  /** Names of the targets of app-config, that of the default one first. */
  readonly targetNames: readonly string[];

  /**
   * Why the engine cannot be used: the stack module cannot be loaded. Every call then fails with a
   * ServiceUnavailableError, except `targetNames` and `lastListing`. Undefined if it can be used.
   */
  readonly unavailableReason?: string;

  /** The target with the name, or the default one. Throws InputError if there is none. */
  target(name?: string): Target;

  /** Reads all environments of a target: one DescribeStacks call per page. */
  list(target: string): Promise<Environment[]>;

  /**
   * The environments of a target as last read, for pages: does not wait for AWS, except for the first read and after a long time
   * without one. Contains the operations of this process at once. An old listing is read again in the background.
   */
  lastListing(target: string): Promise<TargetListing>;

  /**
   * One environment of any portal, or undefined if there is no such stack.
   *
   * @param options.isQuery - true if no operation depends on the result: the call then has a lower priority than those
   *   of operations
   */
  get(
    ref: EnvironmentRef,
    options?: { isQuery?: boolean },
  ): Promise<Environment | undefined>;

  /** By stack ARN, also if the stack is deleted (status `deleted`). */
  getByStackId(
    target: string,
    stackId: string,
  ): Promise<Environment | undefined>;

  /** Newest events and status for polling, from memory if this process follows the operation. */
  progress(ref: EnvironmentRef): Promise<EnvironmentProgress>;

  /** The resources of an environment's stack. Throws NotFoundError if there is no such environment. */
  resources(ref: EnvironmentRef): Promise<EnvironmentResource[]>;

  /** Alarms in state ALARM of all environments of a target; cached for seconds. */
  inAlarm(target: string): Promise<StackAlarm[]>;

  /** Alarms of an environment, those in state ALARM first; empty if there is no such environment. */
  alarms(ref: EnvironmentRef): Promise<AlarmState[]>;

  /** State of the databases. Throws NotFoundError if there is no such environment. */
  health(ref: EnvironmentRef): Promise<EnvironmentHealth>;

  /**
   * RDS's status of the primary database, such as `stopped`; undefined if it does not exist.
   *
   * @param stackId - ARN of the stack
   */
  databaseStatus(target: string, stackId: string): Promise<string | undefined>;

  /** Preview of a request; leaves no changes. */
  plan(
    request: EnvironmentRequest,
    options: { owner: string },
  ): Promise<EnvironmentPlan>;

  /** How an environment differs from its template; takes as long as CloudFormation needs to check each resource. */
  drift(ref: EnvironmentRef): Promise<DriftReport>;

  /**
   * Monthly price of a size on a target; undefined if it is unknown.
   *
   * @param variant - by default that of a new environment
   */
  price(
    target: string,
    size: string,
    variant?: PriceVariant,
  ): Promise<PriceEstimate | undefined>;

  /**
   * Why the region of a target cannot host a new environment of a size, by major version of PostgreSQL. Contains only versions
   * that it cannot host; undefined if AWS does not respond soon.
   */
  unavailable(
    target: string,
    size: string,
  ): Promise<Record<string, string> | undefined>;

  /** Egress of a new environment of a size; undefined if the target's network or the stack module decides it. */
  egress(target: string, size: string): Egress | undefined;

  /** Days that backups of a new environment of a size are kept if its request does not set them, by retention. */
  backupRetentionDays(target: string, size: string): Record<Retention, number>;

  /**
   * Runs an operation. The iterator ends after `completed`, or throws the first cause of the failure.
   *
   * - `deploy` creates or updates. An omitted setting gets its default in a new environment, and stays unchanged in an
   *   existing one. A failed or cancelled creation leaves no stack, unless its deletion fails twice: then the error
   *   contains the remaining resources
   * - `teardown` emits `completed` only after DescribeStacks, called with the stack ARN, returns that the stack is
   *   deleted
   * - `extend` and `transfer` change only the metadata, with the current template
   * - `rotate-credentials` changes the metadata and the parameters of the stack module for it, with the current template
   * - `stop` and `start` change the metadata, and then stop or start the database: they end when RDS has accepted it
   *
   * @param operation - its name; throws InputError if there is no such operation
   * @param request - the parsed input
   */
  run<N extends OperationName>(
    operation: N,
    request: OperationRequest<N>,
    options: RunOptions[N],
  ): AsyncIterable<ProgressEvent>;

  /**
   * Whether an operation can start: runs all checks of {@link TapEngine.run} before the first change. Only reads. For a
   * teardown, it also passes if one is already in progress.
   */
  check<N extends OperationName>(
    operation: N,
    request: OperationRequest<N>,
    options: Pick<OperationOptions, 'stackId'>,
  ): Promise<void>;

  /**
   * State of the operation of a token. Only reads.
   *
   * @throws ServiceUnavailableError if AWS does not respond
   */
  standing(
    ref: EnvironmentRef,
    options: StandingOptions,
  ): Promise<OperationStanding>;

  /**
   * Follows the operation in progress on a stack to its end if no task follows it, and runs the steps that are due
   * afterwards: the protection of `retain`, and the clean-up of a creation that failed or was cancelled. For the
   * reconciler.
   *
   * @returns an iterator like that of the operation itself; it ends immediately with `completed` `none` if the stack is
   *   at rest, and throws like `deploy` if the stack is left from a failed or cancelled creation
   */
  follow(
    target: string,
    stackId: string,
    options?: FollowOptions,
  ): AsyncIterable<ProgressEvent>;
}
