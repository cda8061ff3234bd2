import {
  databaseIdentifier,
  databaseLogGroupName,
  replicaIdentifier,
} from '../props/names';

/** Logical IDs of the log groups with generated names. */
const GENERATED_LOG_GROUPS = [
  'BastionLogGroup',
  'FlowLogsLogGroup',
  'HousekeepingLogGroup',
  'InventoryLogGroup',
] as const;

/**
 * Names, or patterns of generated names, of all log groups that an environment
 * can have. They are the same for every size, so that a resize does not change
 * the key.
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
