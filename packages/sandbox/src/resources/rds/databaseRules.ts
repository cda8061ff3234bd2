import { windowProblem } from '@tap/aws-facts';
import { identifierProblem } from './identifierProblem';
import { findInstanceClass } from '../../postgres/instanceClasses';
import { text, isTrue } from '../names';
import { Properties, ResourceFailure } from '../ResourceHandler';
import { parseEngineVersion } from './engineVersions';
import { STORAGE_RULES } from './storageRules';
import { within } from './within';

/**
 * Rules of RDS for the properties of a DB instance, each with the message of
 * RDS. Limits:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
type Rule = (properties: Properties) => Violation | undefined;

/** A message of RDS, with its error code if that is known. */
type Violation = string | readonly [message: string, code: string];

const RESERVED_NAMES = ['rdsadmin', 'rds_superuser', 'postgres_admin', 'admin'];

const RULES_OF_ALL: Rule[] = [
  ({ DBInstanceIdentifier }) =>
    identifierProblem('DBInstanceIdentifier', text(DBInstanceIdentifier), 63),
  ({ DBInstanceClass }) =>
    findInstanceClass(String(DBInstanceClass))
      ? undefined
      : `Invalid DB Instance class: ${DBInstanceClass}`,
  ({ MultiAZ, AvailabilityZone }) =>
    isTrue(MultiAZ) && text(AvailabilityZone)
      ? 'Requesting a specific availability zone is not valid for Multi-AZ instances.'
      : undefined,
  ({ BackupRetentionPeriod }) =>
    within(BackupRetentionPeriod ?? 1, 0, 35)
      ? undefined
      : `Invalid backup retention period: ${BackupRetentionPeriod}. It must be between 0 and 35 days`,
  ({ MonitoringInterval, MonitoringRoleArn }) =>
    Number(MonitoringInterval ?? 0) > 0 && !text(MonitoringRoleArn)
      ? 'A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.'
      : undefined,
  ({ MonitoringInterval }) =>
    [0, 1, 5, 10, 15, 30, 60].includes(Number(MonitoringInterval ?? 0))
      ? undefined
      : `Invalid monitoring interval: ${MonitoringInterval}. It must be 0, 1, 5, 10, 15, 30 or 60 seconds`,
  windowRule,
  ...STORAGE_RULES,
];

const RULES_OF_PRIMARIES: Rule[] = [
  ({ Engine }) =>
    Engine === 'postgres'
      ? undefined
      : `Invalid DB engine: ${Engine}. The sandbox supports only postgres`,
  ({ EngineVersion }) =>
    EngineVersion === undefined || parseEngineVersion(String(EngineVersion))
      ? undefined
      : `Cannot find version ${EngineVersion} for postgres`,
  ({ AllocatedStorage, DBSnapshotIdentifier }) =>
    AllocatedStorage === undefined && !text(DBSnapshotIdentifier)
      ? 'The parameter AllocatedStorage must be provided and must not be blank.'
      : undefined,
  ({ MasterUsername, ManageMasterUserPassword, DBSnapshotIdentifier }) =>
    text(MasterUsername) ||
    isTrue(ManageMasterUserPassword) ||
    text(DBSnapshotIdentifier)
      ? undefined
      : 'The parameter MasterUsername must be provided and must not be blank.',
  ({ MasterUsername }) =>
    RESERVED_NAMES.includes(String(MasterUsername))
      ? `MasterUsername ${MasterUsername} cannot be used as it is a reserved word used by the engine`
      : undefined,
  ({ MasterUsername = 'a' }) =>
    /^[A-Za-z]\w{0,62}$/.test(String(MasterUsername))
      ? undefined
      : 'The parameter MasterUsername must begin with a letter and contain only alphanumeric characters and underscores.',
  ({ MasterUserPassword, ManageMasterUserPassword }) =>
    isTrue(ManageMasterUserPassword) ||
    /^[!#-.0-?A-~]{8,128}$/.test(String(MasterUserPassword ?? ''))
      ? undefined
      : `The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '"', ' ' may be used, 8 to 128 of them.`,
  ({ DBName = 'a' }) =>
    /^[A-Za-z_]\w{0,62}$/.test(String(DBName))
      ? undefined
      : 'DBName must begin with a letter and contain only alphanumeric characters.',
];

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html */
const NOT_OF_REPLICAS = [
  'DBName',
  'KmsKeyId',
  'ManageMasterUserPassword',
  'MasterUserPassword',
  'MasterUsername',
  'StorageEncrypted',
];

const RULES_OF_REPLICAS: Rule[] = NOT_OF_REPLICAS.map(
  name => properties =>
    properties[name] === undefined
      ? undefined
      : `Property ${name} is not valid for a read replica in the region of its source, from which it is inherited`,
);

/**
 * Checks the rules.
 *
 * @throws ResourceFailure with the first violation
 */
export function validateDatabase(properties: Properties): void {
  const rules = [
    ...RULES_OF_ALL,
    ...(isReplica(properties) ? RULES_OF_REPLICAS : RULES_OF_PRIMARIES),
  ];
  for (const rule of rules) {
    const violation = rule(properties);
    const [message, code] =
      typeof violation === 'string' ? [violation] : violation ?? [];
    rejectIf(message, code);
  }
}

/** Whether the properties define a read replica. */
export function isReplica(properties: Properties): boolean {
  return text(properties.SourceDBInstanceIdentifier) !== undefined;
}

/** @throws ResourceFailure if there is a reason */
export function rejectIf(reason: string | undefined, code?: string): void {
  if (reason) {
    throw new ResourceFailure(
      `${reason} (Service: Rds, Status Code: 400${
        code ? `, Error Code: ${code}` : ''
      })`,
      'InvalidRequest',
    );
  }
}

/** RDS's message about an overlap is quoted in https://github.com/hashicorp/terraform-provider-aws/issues/49828. */
function windowRule(properties: Properties): Violation | undefined {
  const problem = windowProblem({
    backup: text(properties.PreferredBackupWindow),
    maintenance: text(properties.PreferredMaintenanceWindow),
  });
  if (!problem) {
    return undefined;
  }
  return [
    problem.kind === 'overlap'
      ? 'The backup window and maintenance window must not overlap'
      : `Invalid ${problem.window} window: ${problem.rule}`,
    'InvalidParameterValue',
  ];
}
