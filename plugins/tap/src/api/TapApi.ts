import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  Environment,
  EnvironmentOptions,
  EnvironmentPlan,
  EnvironmentProgress,
  EnvironmentRef,
  EnvironmentRequestInput,
  StartedTask,
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
   * Starts the scaffolder task that tears an environment down.
   *
   * @param confirmation - `confirm` is the suffix typed again
   */
  startTeardown(
    ref: EnvironmentRef,
    confirmation: { confirm: string; acknowledgeLostSnapshots?: boolean },
  ): Promise<StartedTask>;
  /**
   * Gives an environment a new end.
   *
   * @param expiresIn - duration from now, such as `7d`
   */
  extend(ref: EnvironmentRef, expiresIn: string): Promise<Environment>;
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
