import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  AlarmState,
  DriftReport,
  Environment,
  EnvironmentHealth,
  EnvironmentOptions,
  EnvironmentPage,
  EnvironmentPlan,
  EnvironmentProgress,
  EnvironmentQuery,
  EnvironmentRef,
  EnvironmentRequestInput,
  EnvironmentResource,
  OperationAnswer,
  OperationBody,
  OperationName,
  OperationRecord,
  SetupReport,
  SuffixAvailability,
} from '@tap/plugin-tap-common';

/**
 * Client interface of the tap-backend routes. Every method rejects with a `ResponseError` with the back end's message
 * if the response is an error.
 *
 * @public
 */
export interface TapApi {
  /** Available targets, sizes with prices, retentions and owners. */
  getOptions(): Promise<EnvironmentOptions>;
  /** Whether a name is available. */
  getSuffixAvailability(ref: EnvironmentRef): Promise<SuffixAvailability>;
  /** A page of the environments that the user may read, with counts, and the targets that cannot be read. */
  listEnvironments(query: EnvironmentQuery): Promise<EnvironmentPage>;
  /** One environment, read from CloudFormation. */
  getEnvironment(ref: EnvironmentRef): Promise<Environment>;
  /** Live state and events; also resolves for an environment that does not exist (yet). */
  getProgress(ref: EnvironmentRef): Promise<EnvironmentProgress>;
  /** The resources of an environment's stack. */
  getResources(ref: EnvironmentRef): Promise<EnvironmentResource[]>;
  /** Alarms of an environment, those in state ALARM first. */
  getAlarms(ref: EnvironmentRef): Promise<AlarmState[]>;
  /** State of the databases of an environment. */
  getHealth(ref: EnvironmentRef): Promise<EnvironmentHealth>;
  /**
   * The operations on all environments that have or had a name, newest first, as far as the user may read them. Also
   * resolves after the teardown.
   */
  getOperations(ref: EnvironmentRef): Promise<OperationRecord[]>;
  /** What is wrong with the setup of the portal; only for users with the permission `tap.setup.read`. */
  getSetup(): Promise<SetupReport>;
  /** Preview of a request. */
  plan(request: EnvironmentRequestInput): Promise<EnvironmentPlan>;
  /**
   * Runs an operation as the user.
   *
   * @param operation - its name
   * @param body - its input, without `suffix` and `target`
   * @returns the started scaffolder task, or the changed environment if the operation needs no task
   */
  run<N extends OperationName>(
    operation: N,
    ref: EnvironmentRef,
    body: OperationBody<N>,
  ): Promise<OperationAnswer<N>>;
  /**
   * How an environment differs from its template. The detection takes minutes on AWS; the client polls until it ends.
   *
   * @param options - `signal` aborts the polling
   */
  detectDrift(
    ref: EnvironmentRef,
    options?: { signal?: AbortSignal },
  ): Promise<DriftReport>;
}

/**
 * Reference of {@link TapApi}.
 *
 * @public
 */
export const tapApiRef = createApiRef<TapApi>().with({
  id: 'plugin.tap.service',
  pluginId: 'tap',
});
