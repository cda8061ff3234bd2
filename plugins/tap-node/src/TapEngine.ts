import {
  DriftReport,
  Environment,
  EnvironmentPlan,
  EnvironmentProgress,
  EnvironmentRef,
  EnvironmentRequest,
  OperationName,
  OperationRequest,
  PriceEstimate,
  ProgressEvent,
  StackOperation,
} from '@tap/plugin-tap-common';
import { Target } from './config';

/**
 * What an operation tells of the stack beside its events: once when it is accepted, whenever the stack's status
 * changes, and once when it has ended, well or not.
 *
 * @public
 */
export interface StackChange {
  phase: 'accepted' | 'changed' | 'ended';
  operation: StackOperation;
  environment: Environment;
}

/** Options of every mutating operation. @public */
export interface OperationOptions {
  /**
   * Client request token: the same token attaches to the operation that it started, another starts a new one.
   * At most 128 of A-Za-z0-9- (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html).
   */
  token: string;
  /** Aborting it cancels the operation: a create is deleted, an update is rolled back. */
  signal?: AbortSignal;
  /**
   * True where an earlier run of the same task may have begun the operation under this token already. Then a
   * stack that is gone is looked for among the deleted ones, so that an operation that has failed meanwhile is reported
   * and not begun a second time.
   */
  resumed?: boolean;
  /**
   * ARN of the stack that is meant, as it was when the operation was authorized: another stack that has taken the
   * name since is never touched. Without it the stack of that name is meant.
   */
  stackId?: string;
  /** Called for every change of the stack; not for who only joins an operation of this process. */
  onChange?: (change: StackChange) => void;
}

/**
 * How far the operation of a client request token is:
 *
 * - `pending`: CloudFormation still has to be called. The operation has not begun, or needs another step
 * - `current`: it is the last operation of its stack, under way or over. Only its end remains to be followed or reported
 * - `superseded`: another operation has begun on the stack since
 *
 * @public
 */
export type OperationStanding = 'pending' | 'current' | 'superseded';

/** Which operation {@link TapEngine.standing} is about. @public */
export interface StandingOptions
  extends Pick<OperationOptions, 'stackId' | 'token'> {
  operation: OperationName;
}

/** What a deployment needs to know beyond the request. @public */
export interface DeployOptions extends OperationOptions {
  /** Full entity ref of who asked. */
  requestedBy: string;
  /** Full entity ref of the owner, already resolved. */
  owner: string;
  /** Entity refs through which the requester owns things: herself and her groups. */
  ownershipRefs?: string[];
  /** ID of the scaffolder task. */
  taskId?: string;
  /** True where a protected environment (`retain`) may be given another retention. */
  mayRelease?: boolean;
  /** True where a stack of that name that another operation made is a conflict, not something to update. */
  createOnly?: boolean;
}

/**
 * What each operation needs to know beyond its request.
 *
 * @public
 */
export interface RunOptions
  extends Record<Exclude<OperationName, 'deploy'>, OperationOptions> {
  deploy: DeployOptions;
}

/** How an operation that nobody watches any more is followed. @public */
export interface FollowOptions
  extends Pick<OperationOptions, 'onChange' | 'signal'> {
  /**
   * When its task was cancelled, ISO 8601, where nobody has told AWS of it: a creation that had not ended by then is
   * deleted, also where it has ended since; an update under way is rolled back.
   */
  cancelledAt?: string;
}

/**
 * The engine: everything that TAP does with CloudFormation, for all targets of app-config.
 * It checks no permissions; {@link EnvironmentService} does.
 *
 * Every method refuses bad input before any AWS call with an InputError that names the field, the rule and
 * an example. NotFoundError: no such environment. ConflictError: the state does not allow it, and the message says
 * what to do. ServiceUnavailableError: AWS could not be asked. AwsAccessError: AWS rejects the portal's role or credentials.
 *
 * @public
 */
export interface TapEngine {
  /** ID of this portal: what its stacks bear as tag `tap:portal`. */
  readonly portal: string;

  /** Targets of app-config, the default one first. */
  readonly targets: readonly Target[];

  /** The target of that name, or the default one; InputError where there is none. */
  target(name?: string): Target;

  /** All environments of a target: one DescribeStacks call per page. */
  list(target: string): Promise<Environment[]>;

  /**
   * One environment, whoever made it, or undefined where there is no such stack.
   *
   * @param options.isQuery - true where no operation depends on the answer: the call then waits behind those of operations
   */
  get(
    ref: EnvironmentRef,
    options?: { isQuery?: boolean },
  ): Promise<Environment | undefined>;

  /** By stack ARN, also when the stack is gone (status `deleted`). */
  getByStackId(
    target: string,
    stackId: string,
  ): Promise<Environment | undefined>;

  /** Newest events and status, for polling, from the watcher's cache where an operation is watched. */
  progress(ref: EnvironmentRef): Promise<EnvironmentProgress>;

  /** What a request would do; nothing is left behind. */
  plan(
    request: EnvironmentRequest,
    options: { owner: string },
  ): Promise<EnvironmentPlan>;

  /** How an environment differs from its template; takes as long as CloudFormation needs to look at each resource. */
  drift(ref: EnvironmentRef): Promise<DriftReport>;

  /** What a size costs in a month on a target; undefined where there is no price for it. */
  price(target: string, size: string): Promise<PriceEstimate | undefined>;

  /**
   * Runs an operation. The iterator ends after `completed`, or throws the first cause of the failure.
   *
   * - `deploy` creates or updates. What the request leaves out is a default for a new environment, and stays as it is for
   *   one that exists. A failed or cancelled create leaves no stack, unless CloudFormation cannot delete it a second time
   *   either: then the error names what is left
   * - `teardown` proves that the stack is gone: `completed` comes only when DescribeStacks, asked by stack ARN, says so
   * - `extend` and `transfer` change the metadata only, with the previous template
   *
   * @param operation - its name; InputError where there is no such operation
   * @param request - the parsed input
   */
  run<N extends OperationName>(
    operation: N,
    request: OperationRequest<N>,
    options: RunOptions[N],
  ): AsyncIterable<ProgressEvent>;

  /**
   * Whether an operation can begin: everything that {@link TapEngine.run} looks at before the first change. Only reads.
   * For a teardown, it also passes where one is in progress already.
   */
  check<N extends OperationName>(
    operation: N,
    request: OperationRequest<N>,
    options: Pick<OperationOptions, 'stackId'>,
  ): Promise<void>;

  /**
   * How far the operation of a token is. Only reads.
   *
   * @throws ServiceUnavailableError where AWS does not answer
   */
  standing(
    ref: EnvironmentRef,
    options: StandingOptions,
  ): Promise<OperationStanding>;

  /**
   * Follows the operation in progress on a stack that no task watches any more to its end, and does what is due
   * afterwards: the protection of `retain`, and the clean-up of a creation that failed or was cancelled. For the reconciler.
   *
   * @returns an iterator like that of the operation itself; it ends at once with `completed` `none` if the stack
   * is at rest, and throws like `deploy` if it is what a failed or cancelled creation has left
   */
  follow(
    target: string,
    stackId: string,
    options?: FollowOptions,
  ): AsyncIterable<ProgressEvent>;
}
