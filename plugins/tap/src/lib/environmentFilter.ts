import { Environment } from '@tap/plugin-tap-common';
import { DateTime } from 'luxon';

/** How the environments page is narrowed down; what is absent does not narrow. */
export interface EnvironmentFilter {
  owner?: string;
  target?: string;
  size?: string;
  status?: string;
  /** Only those that end within two days. */
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

/** Whether an environment ends within two days, or should have ended already. */
export function expiresSoon(
  environment: Environment,
  now: DateTime = DateTime.now(),
): boolean {
  return (
    environment.expiresAt !== undefined &&
    DateTime.fromISO(environment.expiresAt) < now.plus({ hours: SOON_HOURS })
  );
}
