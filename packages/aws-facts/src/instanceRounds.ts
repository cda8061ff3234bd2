/**
 * Where the rules of {@link roundsOfCreation} are: AWS's resource provider of `AWS::RDS::DBInstance`, as published on
 * 25 July 2025.
 *
 * @public
 */
export const INSTANCE_ROUNDS_SOURCE =
  'https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds/blob/5a410e843efb90076c1c4d322707bc989e5a058b/aws-rds-dbinstance/src/main/java/software/amazon/rds/dbinstance/util/ResourceModelHelper.java';

/**
 * One call of RDS while CloudFormation creates a DB instance, after each of which it waits until the instance is
 * available again.
 *
 * @public
 */
export type InstanceRound = 'create' | 'modify' | 'reboot';

/**
 * Properties that make a DB instance a copy of another one. Only copies are modified after their creation
 * (`shouldUpdateAfterCreate`).
 */
const ORIGINS = [
  'DBClusterSnapshotIdentifier',
  'DBSnapshotIdentifier',
  'RestoreTime',
  'SourceDBClusterIdentifier',
  'SourceDBInstanceAutomatedBackupsArn',
  'SourceDBInstanceIdentifier',
  'SourceDbiResourceId',
  'UseLatestRestorableTime',
];

/**
 * Properties of a copy that CloudFormation sets by ModifyDBInstance after its creation, also those that the creation
 * itself accepts (`shouldUpdateAfterCreate`). Those for SQL Server and Oracle are left out.
 */
const MODIFIED_AFTER_CREATION = [
  'BackupRetentionPeriod',
  'CACertificateIdentifier',
  'DBParameterGroupName',
  'DBSecurityGroups',
  'DeletionProtection',
  'EnablePerformanceInsights',
  'EngineVersion',
  'ManageMasterUserPassword',
  'MasterUserPassword',
  'MonitoringInterval',
  'MonitoringRoleArn',
  'PreferredBackupWindow',
  'PreferredMaintenanceWindow',
];

/** The property of a copy that makes CloudFormation reboot it after that (`shouldReboot`), whatever its value. */
const REBOOTED_AFTER_CREATION = 'DBParameterGroupName';

/**
 * The rounds in which CloudFormation creates a DB instance.
 *
 * @param properties - of `AWS::RDS::DBInstance` in a template
 * @public
 */
export function roundsOfCreation(
  properties: Readonly<Record<string, unknown>>,
): InstanceRound[] {
  const isSet = (name: string) => hasEffect(properties[name]);
  if (!ORIGINS.some(isSet) || !MODIFIED_AFTER_CREATION.some(isSet)) {
    return ['create'];
  }
  return isSet(REBOOTED_AFTER_CREATION)
    ? ['create', 'modify', 'reboot']
    : ['create', 'modify'];
}

/** Empty text and lists, zero and false count as not set. Templates can have them as text. */
function hasEffect(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length > 0
    : Boolean(value) && value !== 'false' && value !== '0';
}
