import {
  Environment,
  operationTime,
  StackStatus,
} from '@tap/plugin-tap-common';

const HOUR_MS = 3_600_000;

/** An environment with an expiry. */
export type ExpiringEnvironment = Environment & { expiresAt: string };

/** The next action on an expiry. */
export type ExpiryStep = 'warned-48h' | 'warned-6h' | 'teardown';

/**
 * Whether the expiry of an environment is handled: it has an expiry and no operation is in progress. Environments with
 * retention `retain` never expire.
 */
export function canExpire(
  environment: Environment,
): environment is ExpiringEnvironment {
  return (
    environment.expiresAt !== undefined &&
    environment.retention !== 'retain' &&
    environment.status !== 'deleted' &&
    !StackStatus.of(environment.stackStatus).isInProgress
  );
}

/**
 * Returns the action that is due on the expiry of an environment. After missed runs, this is the most urgent one.
 *
 * @param now - milliseconds since 1970
 * @returns undefined if no action is due
 */
export function dueStep(
  environment: ExpiringEnvironment,
  now: number,
): ExpiryStep | undefined {
  const expiry = Date.parse(environment.expiresAt);
  const left = expiry - now;
  if (left <= 0) {
    return 'teardown';
  }
  if (left <= 6 * HOUR_MS) {
    return 'warned-6h';
  }
  // A lifetime of less than two days gets no warning two days before its end.
  const requestedAt = Date.parse(operationTime(environment));
  return left <= 48 * HOUR_MS && expiry - requestedAt > 48 * HOUR_MS
    ? 'warned-48h'
    : undefined;
}
