import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DriftReport,
  Environment,
  EnvironmentOptions,
  EnvironmentPlan,
  EnvironmentProgress,
  EnvironmentRef,
  EnvironmentRequestInput,
  OperationInput,
  OperationName,
  ProgressEvent,
  SuffixAvailability,
} from '@tap/plugin-tap-common';
import { OperationOptions } from './TapEngine';

/**
 * Proof that somebody was allowed to do one thing. Plain JSON, so that a scaffolder action can keep it as a
 * checkpoint: the initiator's credentials expire long before a deployment ends. Whoever runs the operation again has it
 * examined by {@link EnvironmentService.resume}.
 *
 * @public
 */
export type Authorization = {
  operation: OperationName;
  suffix: string;
  target: string;
  /** Entity ref of the user, or `service:<subject>`. */
  initiator: string;
  /** Owner that a deployment gets: as asked for, else the requester. */
  owner: string;
  /** True where the environment was protected (`retain`) when asked, and who asked may release it. */
  mayRelease?: boolean;
  /** Entity refs through which the initiator owned things when asked. */
  ownershipRefs?: string[];
  /** ARN of the stack that was there; another that takes the name later is never touched. */
  stackId?: string;
};

/**
 * What an operation was begun with. Plain JSON, to be kept by callers that may run the operation again.
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
  /** As {@link EnvironmentService.authorize} or {@link EnvironmentService.resume} has returned it, not a copy. */
  authorization: Authorization;
  /** ID of the scaffolder task. */
  taskId?: string;
};

/**
 * The engine with credentials, permission check, audit and events round it. Every room above uses only this.
 * Input is parsed here again, so that every caller gets the same typed errors (InputError, NotAllowedError,
 * NotFoundError, ConflictError, ServiceUnavailableError) before anything is touched. Requests that only ask (plan, drift,
 * availability, progress) are limited for each user by `tap.limits.perUser` of app-config: TooManyRequestsError.
 *
 * @public
 */
export interface EnvironmentService {
  options(options: {
    credentials: BackstageCredentials;
  }): Promise<EnvironmentOptions>;
  /** Whether a name can be had, or is that of an environment which whoever asks may change. */
  availability(
    ref: { suffix: string; target?: string },
    options: { credentials: BackstageCredentials },
  ): Promise<SuffixAvailability>;
  list(options: {
    credentials: BackstageCredentials;
    target?: string;
  }): Promise<Environment[]>;
  /** Throws NotFoundError where there is none or it may not be seen. */
  get(
    ref: { suffix: string; target?: string },
    options: { credentials: BackstageCredentials },
  ): Promise<Environment>;
  progress(
    ref: { suffix: string; target?: string },
    options: { credentials: BackstageCredentials },
  ): Promise<EnvironmentProgress>;
  /** How an environment differs from its template, resource by resource. */
  drift(
    ref: { suffix: string; target?: string },
    options: { credentials: BackstageCredentials },
  ): Promise<DriftReport>;
  plan(
    request: EnvironmentRequestInput,
    options: { credentials: BackstageCredentials },
  ): Promise<EnvironmentPlan>;

  /**
   * Parses the input, checks the state as far as reading allows, that a new owner exists, and the permission: once,
   * before the first mutation.
   *
   * @throws InputError, NotAllowedError, NotFoundError or ConflictError where it is refused; ServiceUnavailableError where
   *   a new owner cannot be checked because the catalog cannot be read
   */
  authorize(
    operation: OperationName,
    input: unknown,
    options: { credentials: BackstageCredentials },
  ): Promise<Authorization>;

  /**
   * Examines a permit that was kept when an operation was begun, for the principal who runs the operation again now. A
   * permit is good only for its initiator, and without another authorization only for following an operation that has
   * begun, or reporting its end. Then the credentials may have expired.
   *
   * @param permit - as it was kept
   * @param input - of the operation, as for {@link EnvironmentService.authorize}
   * @returns the authorization to continue with, under the permit's token and with `resumed`; undefined where the permit is
   *   somebody else's, or where another operation has begun on the environment since: authorize the operation then, and
   *   begin it under another token
   * @throws what {@link EnvironmentService.authorize} throws where the operation has to be authorized again, ConflictError
   *   where another stack has the name since, ServiceUnavailableError where AWS does not answer
   */
  resume(
    permit: OperationPermit,
    input: unknown,
    options: { credentials: BackstageCredentials },
  ): Promise<Authorization | undefined>;

  /**
   * Whether an operation may begin: authorizes it, and looks for everything that would block it. Nothing is changed.
   *
   * @throws what {@link EnvironmentService.authorize} throws, and ConflictError naming every blocker
   */
  check<N extends OperationName>(
    operation: N,
    input: OperationInput<N>,
    options: { credentials: BackstageCredentials },
  ): Promise<void>;

  /**
   * Runs an operation that has been authorized.
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
   * Follows what is under way on a stack to its end with the portal's own credentials, does what is due then, and tells of it
   * as the task would have: for the reconciler. Ends at once, with `completed` `none`, where the stack is at rest.
   *
   * @param options - `cancelledAt`: when the task that began it was cancelled, ISO 8601, where nobody has told AWS of
   *   it: a creation that had not ended by then is deleted, an update under way is rolled back
   */
  follow(
    target: string,
    stackId: string,
    options?: { signal?: AbortSignal; cancelledAt?: string },
  ): AsyncIterable<ProgressEvent>;

  /**
   * All environments of a target with the portal's own credentials: for the entity provider, reconciler and expiry.
   * Fails as a whole where any page cannot be read.
   */
  listAll(target: string): Promise<Environment[]>;
  /** By stack ARN with the portal's own credentials, also when the stack is gone. */
  lookUp(target: string, stackId: string): Promise<Environment | undefined>;
  /** Names of the targets of app-config, the default one first. */
  targetNames(): string[];
}

/** @public */
export type { EnvironmentRef };
