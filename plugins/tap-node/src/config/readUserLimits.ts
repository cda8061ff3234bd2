import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Maximum number of concurrent requests of each kind for one user, in each plugin and process. @public */
export interface UserLimits {
  plans: number;
  driftDetections: number;
  /** Availability of a suffix, and progress of an environment. */
  reads: number;
}

/** Enough for a person with several browser tabs and a script, and few beside the calls of an account. */
const DEFAULTS: UserLimits = { plans: 5, driftDetections: 5, reads: 20 };

const MOST = 1000;

/** Where app-config sets a limit. */
export function userLimitKey(kind: keyof UserLimits): string {
  return `tap.limits.perUser.${kind}`;
}

/**
 * Reads `tap.limits.perUser` of app-config.
 *
 * @throws InputError naming the key, the rule and an example
 * @public
 */
export function readUserLimits(config: Config): UserLimits {
  const read = (name: keyof UserLimits) => {
    const key = userLimitKey(name);
    const limit = config.getOptionalNumber(key) ?? DEFAULTS[name];
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
      throw new InputError(
        `${key}: must be a whole number from 1 to ${MOST}, for example ${DEFAULTS[name]}`,
      );
    }
    return limit;
  };
  return {
    plans: read('plans'),
    driftDetections: read('driftDetections'),
    reads: read('reads'),
  };
}
