import {
  databaseIdentifier,
  databaseLogGroupName,
  replicaIdentifier,
} from '../props/names';

/** Logical IDs of the groups that CloudFormation names. */
const GENERATED_LOG_GROUPS = [
  'BastionLogGroup',
  'FlowLogsLogGroup',
  'HousekeepingLogGroup',
  'InventoryLogGroup',
] as const;

/**
 * Names, or patterns of generated names, of every log group that an environment
 * may ever have. The same for every size, so that a resize leaves the key alone.
 */
export function encryptedLogGroupNames(
  stackName: string,
  suffix: string,
): string[] {
  const instances = [
    databaseIdentifier(suffix),
    replicaIdentifier(suffix, 1),
    replicaIdentifier(suffix, 2),
  ];
  return [
    ...instances.map(instance => databaseLogGroupName(instance, '*')),
    ...GENERATED_LOG_GROUPS.map(id => `${stackName}-${id}-*`),
  ];
}
