import { Environment } from '@tap/plugin-tap-common';
import { DateTime } from 'luxon';

/** Filters of the environments page; an absent property does not filter. */
export interface EnvironmentFilter {
  owner?: string;
  target?: string;
  size?: string;
  status?: string;
  /** Only environments that expire within two days. */
  expiring?: boolean;
}

const SOON_HOURS = 48;

/**
 * Whether an environment is shown.
 *
 * @param now - for tests
 */
export function matchesFilter(
  environment: Environment,
  filter: EnvironmentFilter,
  now: DateTime = DateTime.now(),
): boolean {
  const { owner, target, size, status, expiring } = filter;
  return (
    (!owner || environment.owner === owner) &&
    (!target || environment.target === target) &&
    (!size || environment.size === size) &&
    (!status || environment.status === status) &&
    (!expiring || expiresSoon(environment, now))
  );
}

/** Whether an environment expires within two days, or has expired. */
export function expiresSoon(
  environment: Environment,
  now: DateTime = DateTime.now(),
): boolean {
  return (
    environment.expiresAt !== undefined &&
    DateTime.fromISO(environment.expiresAt) < now.plus({ hours: SOON_HOURS })
  );
}
