import { databaseIdentifier, databaseLogGroupName } from '../props/names';

/**
 * Patterns of the names of all log groups that an environment can have: those
 * of the databases, and those whose generated names begin with their logical
 * IDs. They are the same for every size, so that a resize does not change the
 * key.
 */
export function encryptedLogGroupNames(
  stackName: string,
  suffix: string,
): string[] {
  const primary = databaseIdentifier(suffix);
  return [
    databaseLogGroupName(primary, '*'),
    databaseLogGroupName(`${primary}-replica-*`, '*'),
    `${stackName}-*LogGroup-*`,
  ];
}
