import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  DriftReport,
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
  /** Starts the scaffolder task that tears an environment down, unless something stands in its way. */
  startTeardown(
    ref: EnvironmentRef,
    confirmation: TeardownConfirmation,
  ): Promise<StartedTask>;
  /**
   * Gives an environment a new end.
   *
   * @param expiresIn - duration from now, such as `7d`
   */
  extend(ref: EnvironmentRef, expiresIn: string): Promise<Environment>;
  /**
   * Gives an environment to another owner.
   *
   * @param owner - entity ref of a group or user
   */
  transfer(ref: EnvironmentRef, owner: string): Promise<Environment>;
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
 * What a user confirms before an environment is torn down.
 *
 * @public
 */
export interface TeardownConfirmation {
  /** The suffix typed again. */
  confirm: string;
  /** Snapshots taken by hand may become unreadable. */
  acknowledgeLostSnapshots?: boolean;
  /** What was once protected may go. */
  acknowledgeRetained?: boolean;
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
