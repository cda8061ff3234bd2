import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AlarmState,
  DriftReport,
  Environment,
  EnvironmentList,
  EnvironmentOptions,
  EnvironmentHealth,
  EnvironmentPage,
  EnvironmentPlan,
  EnvironmentProgress,
  EnvironmentQuery,
  EnvironmentRef,
  EnvironmentRequestInput,
  EnvironmentResource,
  OperationInput,
  OperationName,
  ProgressEvent,
  RunningHours,
  StackAlarm,
  SuffixAvailability,
} from '@tap/plugin-tap-common';
import { EnvironmentCandidate } from './permissions/environmentPermissionResource';
import { OperationOptions } from './TapEngine';

/**
 * Authorization of one operation. Plain JSON, so that a scaffolder action can store it as a checkpoint: the initiator's
 * credentials expire before a deployment ends. To run the operation again, pass it to {@link
 * EnvironmentService.resume}.
 *
 * @public
 */
export type Authorization = {
  operation: OperationName;
  suffix: string;
  target: string;
  /** Entity ref of the user, or `service:<subject>`. */
  initiator: string;
  /** Owner of a deployment: the requested one, else the requester. */
  owner: string;
  /** True if the environment was protected (`retain`) at authorization, and the initiator may release it. */
  mayRelease?: boolean;
  /** Ownership entity refs of the initiator at authorization. */
  ownershipRefs?: string[];
  /** ARN of the existing stack; a later stack with the same name is never changed. */
  stackId?: string;
};

/**
 * The data with which an operation was started. Plain JSON, stored by callers that may run the operation again.
 *
 * @public
 */
export type OperationPermit = Pick<OperationOptions, 'token'> & {
  authorization: Authorization;
};

/** Options of every operation that has been authorized. @public */
export type AuthorizedOptions = Pick<
  OperationOptions,
  'resumed' | 'signal' | 'token'
> & {
  /** The object returned by {@link EnvironmentService.authorize} or {@link EnvironmentService.resume}, not a copy. */
  authorization: Authorization;
  /** ID of the scaffolder task. */
  taskId?: string;
};

/** Who makes a request. @public */
export type RequestOptions = { credentials: BackstageCredentials };

/** Identifies an environment: a suffix on a target, or on the default target. @public */
export type EnvironmentSelector = { suffix: string; target?: string };

/**
 * The engine with credentials, permission checks, audit and events. The other packages use only this service. It parses
 * input again, so that every caller gets the same typed errors (InputError, NotAllowedError, NotFoundError,
 * ConflictError, ServiceUnavailableError) before any change. Read requests (plan, drift, availability, progress) are
 * limited for each user by `tap.limits.perUser` of app-config: TooManyRequestsError.
 *
 * @public
 */
export interface EnvironmentService {
  options(options: RequestOptions): Promise<EnvironmentOptions>;
  /** Whether a name is available, or belongs to an environment that the caller may change. */
  availability(
    ref: EnvironmentSelector,
    options: RequestOptions,
  ): Promise<SuffixAvailability>;
  /** The environments that the caller may read, and the targets that cannot be read. */
  list(options: {
    credentials: BackstageCredentials;
    target?: string;
  }): Promise<EnvironmentList>;
  /** A page of the environments of all targets that the caller may read and that match a filter, with counts and prices. */
  page(
    query: EnvironmentQuery,
    options: RequestOptions,
  ): Promise<EnvironmentPage>;
  /** Throws NotFoundError if there is none or the caller may not read it. */
  get(ref: EnvironmentSelector, options: RequestOptions): Promise<Environment>;
  progress(
    ref: EnvironmentSelector,
    options: RequestOptions,
  ): Promise<EnvironmentProgress>;
  /** The resources of an environment's stack. */
  resources(
    ref: EnvironmentSelector,
    options: RequestOptions,
  ): Promise<EnvironmentResource[]>;
  /** Alarms of an environment, those in state ALARM first. */
  alarms(
    ref: EnvironmentSelector,
    options: RequestOptions,
  ): Promise<AlarmState[]>;
  /** State of the databases of an environment, as RDS has it now. */
  health(
    ref: EnvironmentSelector,
    options: RequestOptions,
  ): Promise<EnvironmentHealth>;
  /**
   * Of environments that exist or existed, those whose history the caller may read (`tap.environment.history`). The
   * permission is checked against the owner and the retention of each candidate.
   */
  withHistory<T extends EnvironmentCandidate>(
    candidates: T[],
    options: RequestOptions,
  ): Promise<T[]>;
  /** How each resource of an environment differs from its template. */
  drift(
    ref: EnvironmentSelector,
    options: RequestOptions,
  ): Promise<DriftReport>;
  plan(
    request: EnvironmentRequestInput,
    options: RequestOptions,
  ): Promise<EnvironmentPlan>;

  /**
   * Parses the input, and checks the state, the existence of a new owner and the permission: once, before the first
   * mutation.
   *
   * @throws InputError, NotAllowedError, NotFoundError or ConflictError if it is rejected; ServiceUnavailableError if a
   *   new owner cannot be checked because the catalog cannot be read
   */
  authorize(
    operation: OperationName,
    input: unknown,
    options: RequestOptions,
  ): Promise<Authorization>;

  /**
   * Checks a stored permit for the principal that runs the operation again. A permit is valid only for its initiator,
   * and without a new authorization only to follow an operation that has started, or to report its end. In that case
   * the credentials may have expired.
   *
   * @param permit - the stored permit
   * @param input - of the operation, as for {@link EnvironmentService.authorize}
   * @returns the authorization to continue with, under the permit's token and with `resumed`; undefined if the permit
   *   belongs to another principal, or if another operation has started on the environment since: then authorize the
   *   operation, and start it with another token
   * @throws the errors of {@link EnvironmentService.authorize} if the operation has to be authorized again,
   *   ConflictError if another stack has taken the name, ServiceUnavailableError if AWS does not respond
   */
  resume(
    permit: OperationPermit,
    input: unknown,
    options: RequestOptions,
  ): Promise<Authorization | undefined>;

  /**
   * Whether an operation can start: authorizes it, and checks for everything that blocks it. Changes nothing.
   *
   * @throws the errors of {@link EnvironmentService.authorize}, and ConflictError with all blockers
   */
  check<N extends OperationName>(
    operation: N,
    input: OperationInput<N>,
    options: RequestOptions,
  ): Promise<void>;

  /**
   * Runs an authorized operation.
   *
   * @param operation - one of OPERATIONS of `@tap/plugin-tap-common`
   * @param input - as the schema of the operation requires
   * @returns events up to `completed`; throws the first cause of the failure
   */
  run<N extends OperationName>(
    operation: N,
    input: OperationInput<N>,
    options: AuthorizedOptions,
  ): AsyncIterable<ProgressEvent>;

  /**
   * Follows the operation in progress on a stack to its end with the portal's own credentials, runs the steps that are
   * due afterwards, and reports it like the task: for the reconciler. Ends immediately with `completed` `none` if the
   * stack is at rest.
   *
   * @param options - `cancelledAt`: when the task that started it was cancelled, ISO 8601, if AWS was not called: a
   *   creation that had not ended by then is deleted, an update in progress is rolled back
   */
  follow(
    target: string,
    stackId: string,
    options?: { signal?: AbortSignal; cancelledAt?: string },
  ): AsyncIterable<ProgressEvent>;

  /**
   * All environments of a target with the portal's own credentials: for the entity provider, reconciler and expiry.
   * Fails if any page cannot be read.
   */
  listAll(target: string): Promise<Environment[]>;
  /**
   * Alarms in state ALARM of all environments of a target with the portal's own credentials; cached for seconds. Fails if
   * CloudWatch cannot be read.
   */
  inAlarm(target: string): Promise<StackAlarm[]>;
  /** By stack ARN with the portal's own credentials, also if the stack is deleted. */
  lookUp(target: string, stackId: string): Promise<Environment | undefined>;
  /**
   * Status of the primary database as RDS has it now, such as `stopped`, with the portal's own credentials; undefined if it
   * does not exist.
   */
  databaseStatus(target: string, stackId: string): Promise<string | undefined>;
  /** Running hours of a target; undefined if it has none. */
  runningHours(target: string): RunningHours | undefined;
  /** Names of the targets of app-config, the default one first. */
  targetNames(): string[];
  /** Why no target can be used: the stack module cannot be loaded. Undefined if it is loaded. */
  unavailableReason(): string | undefined;
}

/** @public */
export type { EnvironmentRef };
