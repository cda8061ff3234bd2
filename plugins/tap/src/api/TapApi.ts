import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  DriftReport,
  Environment,
  EnvironmentOptions,
  EnvironmentPlan,
  EnvironmentProgress,
  EnvironmentRef,
  EnvironmentRequestInput,
  OperationAnswer,
  OperationBody,
  OperationName,
  SuffixAvailability,
} from '@tap/plugin-tap-common';

/**
 * The routes of tap-backend, as the browser sees them. Every method rejects with a `ResponseError` that
 * carries the back end's own words where it answers with an error.
 *
 * @public
 */
export interface TapApi {
  /** Targets, sizes with prices, retentions and owners on offer. */
  getOptions(): Promise<EnvironmentOptions>;
  /** Whether a name can be had. */
  getSuffixAvailability(ref: EnvironmentRef): Promise<SuffixAvailability>;
  /** Every environment that the user may see. */
  listEnvironments(): Promise<Environment[]>;
  /** One environment, straight from CloudFormation. */
  getEnvironment(ref: EnvironmentRef): Promise<Environment>;
  /** Live state and events; resolves for an environment that does not exist (yet), too. */
  getProgress(ref: EnvironmentRef): Promise<EnvironmentProgress>;
  /** What a request would do, without doing it. */
  plan(request: EnvironmentRequestInput): Promise<EnvironmentPlan>;
  /**
   * Carries out an operation in the user's name.
   *
   * @param operation - its name
   * @param body - its input, without `suffix` and `target`
   * @returns the scaffolder task that was started, or the environment afterwards where the operation needs no task
   */
  run<N extends OperationName>(
    operation: N,
    ref: EnvironmentRef,
    body: OperationBody<N>,
  ): Promise<OperationAnswer<N>>;
  /**
   * How an environment differs from its template. On AWS that takes minutes; it is asked for until it is known.
   *
   * @param options - `signal` ends the asking
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
