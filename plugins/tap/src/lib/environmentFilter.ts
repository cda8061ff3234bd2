import { Environment } from '@tap/plugin-tap-common';
import { DateTime } from 'luxon';

/** Filters of the environments page; an absent property does not filter. */
export interface EnvironmentFilter {
  /** Part of the name. */
  name?: string;
  /** Only environments of the user and of the user's groups. */
  mine?: boolean;
  owner?: string;
  target?: string;
  size?: string;
  status?: string;
  /** Only environments that expire within two days. */
  expiring?: boolean;
}

const TEXTS = ['name', 'owner', 'target', 'size', 'status'] as const;
const SWITCHES = ['mine', 'expiring'] as const;

const SOON_HOURS = 48;

/**
 * Whether an environment is shown.
 *
 * @param options - `ownershipRefs` are the entity refs of the user and of the user's groups; `now` is for tests
 */
export function matchesFilter(
  environment: Environment,
  filter: EnvironmentFilter,
  options: { ownershipRefs: string[]; now?: DateTime },
): boolean {
  const { name, mine, owner, target, size, status, expiring } = filter;
  return (
    (!name || environment.suffix.includes(name.trim().toLowerCase())) &&
    (!mine || options.ownershipRefs.includes(environment.owner)) &&
    (!owner || environment.owner === owner) &&
    (!target || environment.target === target) &&
    (!size || environment.size === size) &&
    (!status || environment.status === status) &&
    (!expiring || expiresSoon(environment, options.now))
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

/** The filter in the query of an address, for example `?owner=group:default/payments&mine=true`. */
export function readFilter(params: URLSearchParams): EnvironmentFilter {
  return {
    ...Object.fromEntries(
      TEXTS.map(key => [key, params.get(key) || undefined]),
    ),
    ...Object.fromEntries(
      SWITCHES.map(key => [key, params.get(key) === 'true' || undefined]),
    ),
  };
}

/**
 * The query of the address with this filter.
 *
 * @param before - the current query; its other parameters stay
 */
export function writeFilter(
  filter: EnvironmentFilter,
  before: URLSearchParams,
): URLSearchParams {
  const params = new URLSearchParams(before);
  for (const key of [...TEXTS, ...SWITCHES]) {
    const value = filter[key];
    if (value) {
      params.set(key, String(value));
    } else {
      params.delete(key);
    }
  }
  return params;
}
