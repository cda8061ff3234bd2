/**
 * Physical names: only where AWS looks for a resource under a name that it
 * derives itself. All else is named by CloudFormation, so that an environment
 * of the same suffix can come back a minute after it was torn down.
 */

/** What every stack name begins with. */
const STACK_NAME_PREFIX = 'TapStack-';

/** Logs that RDS exports, of every instance. */
export const EXPORTED_LOGS = ['postgresql', 'upgrade'] as const;

/** @returns the name of an environment's stack */
export function stackName(suffix: string): string {
  return `${STACK_NAME_PREFIX}${suffix}`;
}

/**
 * Identifier of the primary. Lower case: RDS lowers identifiers, and a log
 * group whose name does not match is passed by.
 */
export function databaseIdentifier(suffix: string): string {
  return stackName(suffix).toLowerCase();
}

/** @param number - 1 for the first replica */
export function replicaIdentifier(suffix: string, number: number): string {
  return `${databaseIdentifier(suffix)}-replica-${number}`;
}

/**
 * Name under which RDS looks for the group of an exported log.
 *
 * @param log - `*` makes the pattern of all groups of the instance
 */
export function databaseLogGroupName(
  instanceIdentifier: string,
  log: (typeof EXPORTED_LOGS)[number] | '*',
): string {
  return `/aws/rds/instance/${instanceIdentifier}/${log}`;
}

/** Explicit, since the security groups depend on it. */
export const DATABASE_PORT = 5432;

/** Created with the instance. */
export const DATABASE_NAME = 'app';

/** Owner of the database. */
export const MASTER_USERNAME = 'tapadmin';
