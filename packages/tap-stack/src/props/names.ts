/**
 * Physical names. They are set only if AWS derives the name itself, or if the
 * name must be unique among environments.
 * CloudFormation generates all other names, so that an environment can be
 * recreated with the same suffix right after its teardown.
 */

/** Prefix of stack names. */
const STACK_NAME_PREFIX = 'TapStack-';

/** Logs that RDS exports for every instance. */
export const EXPORTED_LOGS = ['postgresql', 'upgrade'] as const;

/** @returns the stack name of an environment */
export function stackName(suffix: string): string {
  return `${STACK_NAME_PREFIX}${suffix}`;
}

/**
 * Identifier of the primary. Lower case, because RDS converts identifiers to
 * lower case and log groups must match.
 */
export function databaseIdentifier(suffix: string): string {
  return stackName(suffix).toLowerCase();
}

/** @param number - 1 for the first replica */
export function replicaIdentifier(suffix: string, number: number): string {
  return `${databaseIdentifier(suffix)}-replica-${number}`;
}

/**
 * Name of the log group that RDS uses for an exported log.
 *
 * @param log - `*` returns the pattern of all log groups of the instance
 */
export function databaseLogGroupName(
  instanceIdentifier: string,
  log: (typeof EXPORTED_LOGS)[number] | '*',
): string {
  return `/aws/rds/instance/${instanceIdentifier}/${log}`;
}

/**
 * Name of the parameter that reserves an address range.
 *
 * @param cidr - for example `10.64.16.0/20`
 */
export function addressRangeName(cidr: string): string {
  return `${STACK_NAME_PREFIX}AddressRange-${cidr.replace('/', '-')}`;
}

/** Explicit, because the security groups depend on it. */
export const DATABASE_PORT = 5432;

/** Created with the instance. */
export const DATABASE_NAME = 'app';

/** Name of the master user. */
export const MASTER_USERNAME = 'tapadmin';
