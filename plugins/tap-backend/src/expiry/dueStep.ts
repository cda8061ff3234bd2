import {
  Environment,
  operationTime,
  StackStatus,
} from '@tap/plugin-tap-common';

const HOUR_MS = 3_600_000;

/** An environment that says when it expires. */
export type ExpiringEnvironment = Environment & { expiresAt: string };

/** What is due about an expiry. */
export type ExpiryStep = 'warned-48h' | 'warned-6h' | 'teardown';

/**
 * Whether an environment is one that expiry may touch: one with an expiry and at rest. What is retained never expires,
 * whatever its expiry says.
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
 * What is due about an environment's expiry; after a missed run that is the most urgent thing.
 *
 * @param now - milliseconds since 1970
 * @returns undefined where nothing is due yet
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
  // Who has just asked for less than two days need not be told that less than two days are left.
  const asked = Date.parse(operationTime(environment));
  return left <= 48 * HOUR_MS && expiry - asked > 48 * HOUR_MS
    ? 'warned-48h'
    : undefined;
}
