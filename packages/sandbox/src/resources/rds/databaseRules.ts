import { windowProblem } from '@tap/aws-facts';
import { DatabaseRule, Violation } from './DatabaseRule';
import { identifierProblem } from './identifierProblem';
import { findInstanceClass } from '../../postgres/instanceClasses';
import { text, texts, isTrue } from '../names';
import { Properties, ResourceFailure } from '../ResourceHandler';
import { parseEngineVersion } from './engineVersions';
import { NAME_RULES } from './nameRules';
import { STORAGE_RULES } from './storageRules';
import { within } from './within';

const INVALID_VALUE = 'InvalidParameterValue';
const INVALID_COMBINATION = 'InvalidParameterCombination';

/** Monitoring intervals in seconds. */
const MONITORING_INTERVALS = [0, 1, 5, 10, 15, 30, 60];

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const LOG_TYPES = ['postgresql', 'upgrade', 'iam-db-auth-error'];

/**
 * Rules of RDS for the properties of every DB instance:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 *
 * Messages of AWS: https://github.com/aws-quickstart/quickstart-awx/issues/47 (class),
 * https://github.com/sidpalas/devops-directive-terraform-course/issues/8 (version)
 */
const RULES_OF_ALL: DatabaseRule[] = [
  ({ DBInstanceIdentifier }) =>
    identifierProblem('DBInstanceIdentifier', text(DBInstanceIdentifier), 63),
  ({ DBInstanceClass, EngineVersion }) =>
    findInstanceClass(String(DBInstanceClass))
      ? undefined
      : classViolation(String(DBInstanceClass), text(EngineVersion)),
  ({ MultiAZ, AvailabilityZone }) =>
    isTrue(MultiAZ) && text(AvailabilityZone)
      ? [
          'Requesting a specific availability zone is not valid for Multi-AZ instances.',
          INVALID_COMBINATION,
        ]
      : undefined,
  ({ BackupRetentionPeriod }) =>
    within(BackupRetentionPeriod ?? 1, 0, 35)
      ? undefined
      : [
          `Invalid backup retention period: ${BackupRetentionPeriod}. It must be between 0 and 35 days`,
          INVALID_VALUE,
        ],
  ({ Port = 5432 }) =>
    within(Port, 1150, 65535)
      ? undefined
      : [
          `Invalid port: ${Port}. It must be between 1150 and 65535`,
          INVALID_VALUE,
        ],
  ({ MonitoringInterval = 0, MonitoringRoleArn }) =>
    Number(MonitoringInterval) > 0 === (text(MonitoringRoleArn) !== undefined)
      ? undefined
      : [
          Number(MonitoringInterval) > 0
            ? 'A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.'
            : 'You must specify a MonitoringInterval value other than 0 when you specify a MonitoringRoleARN value.',
          INVALID_COMBINATION,
        ],
  ({ MonitoringInterval = 0 }) =>
    MONITORING_INTERVALS.includes(Number(MonitoringInterval))
      ? undefined
      : [
          `Invalid monitoring interval: ${MonitoringInterval}. It must be 0, 1, 5, 10, 15, 30 or 60 seconds`,
          INVALID_VALUE,
        ],
  ({ EnableCloudwatchLogsExports, EngineVersion = '' }) => {
    const unknown = texts(EnableCloudwatchLogsExports).filter(
      each => !LOG_TYPES.includes(each),
    );
    return unknown.length > 0
      ? [
          `You cannot use the log types '${unknown.join(
            ', ',
          )}' with engine version postgres ${EngineVersion}. For supported log types, see the documentation.`,
          INVALID_COMBINATION,
        ]
      : undefined;
  },
  windowRule,
  ...STORAGE_RULES,
];

const RULES_OF_PRIMARIES: DatabaseRule[] = [
  ({ Engine }) =>
    Engine === 'postgres'
      ? undefined
      : `Invalid DB engine: ${Engine}. The sandbox supports only postgres`,
  ({ EngineVersion }) =>
    EngineVersion === undefined || parseEngineVersion(String(EngineVersion))
      ? undefined
      : [
          `Cannot find version ${EngineVersion} for postgres`,
          INVALID_COMBINATION,
        ],
  ({ AllocatedStorage, DBSnapshotIdentifier }) =>
    AllocatedStorage === undefined && !text(DBSnapshotIdentifier)
      ? 'The parameter AllocatedStorage must be provided and must not be blank.'
      : undefined,
  ...NAME_RULES,
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

const RULES_OF_REPLICAS: DatabaseRule[] = NOT_OF_REPLICAS.map(
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
    INVALID_VALUE,
  ];
}

/** A class that RDS has, but not for this version, or one that RDS does not have. */
function classViolation(name: string, version: string = ''): Violation {
  return /^db\.[a-z]\w*\.\w+$/.test(name)
    ? [
        `RDS does not support creating a DB instance with the following combination: DBInstanceClass=${name}, Engine=postgres, EngineVersion=${version}, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.`,
        INVALID_COMBINATION,
      ]
    : [`Invalid DB Instance class: ${name}`, INVALID_VALUE];
}
