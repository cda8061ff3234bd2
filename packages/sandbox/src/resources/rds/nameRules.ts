import { isTrue, text } from '../names';
import { DatabaseRule } from './DatabaseRule';
import { POSTGRES_RESERVED_WORDS } from './reservedWords';

const INVALID_VALUE = 'InvalidParameterValue';
const INVALID_COMBINATION = 'InvalidParameterCombination';

/** Names that RDS reserves in addition to the engine: `admin` is one, see the message below. */
const RESERVED_BY_RDS = ['admin', 'rdsadmin', 'rds_superuser'];

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const LONGEST_MASTER_USERNAME = 16;
const PASSWORD_LENGTH = [8, 128] as const;

/**
 * Rules of RDS for the names and the password of a primary:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 *
 * Messages of AWS:
 *
 * - reserved names: https://github.com/aws/aws-cdk/pull/5125 (`admin`),
 *   https://github.com/terraform-aws-modules/terraform-aws-rds/pull/306 (`user`),
 *   https://github.com/DataShades/ckan-aws-templates/issues/6 (`pg_`)
 * - password: https://github.com/hashicorp/terraform-provider-random/pull/15 (characters),
 *   https://github.com/hashicorp/terraform-provider-aws/pull/38394 (length)
 * - database: https://github.com/hashicorp/terraform-provider-aws/issues/1137
 */
export const NAME_RULES: DatabaseRule[] = [
  ({ MasterUsername, ManageMasterUserPassword, DBSnapshotIdentifier }) =>
    text(MasterUsername) ||
    isTrue(ManageMasterUserPassword) ||
    text(DBSnapshotIdentifier)
      ? undefined
      : [
          'The parameter MasterUsername must be provided and must not be blank.',
          INVALID_VALUE,
        ],
  ({ MasterUsername }) =>
    isReserved(MasterUsername)
      ? [
          `MasterUsername ${MasterUsername} cannot be used as it is a reserved word used by the engine`,
          INVALID_VALUE,
        ]
      : undefined,
  ({ MasterUsername }) =>
    /^pg_/i.test(String(MasterUsername))
      ? [
          `MasterUsername ${MasterUsername} cannot be used because role names starting with "pg_" are reserved by the PostgreSQL engine`,
          INVALID_VALUE,
        ]
      : undefined,
  ({ MasterUsername = 'a' }) =>
    /^[A-Za-z]\w*$/.test(String(MasterUsername)) &&
    String(MasterUsername).length <= LONGEST_MASTER_USERNAME
      ? undefined
      : [
          `The parameter MasterUsername is not valid. It must begin with a letter and contain 1 to ${LONGEST_MASTER_USERNAME} letters, digits or underscores.`,
          INVALID_VALUE,
        ],
  ({ MasterUserPassword, ManageMasterUserPassword }) =>
    MasterUserPassword !== undefined && isTrue(ManageMasterUserPassword)
      ? [
          "You can't specify MasterUserPassword when ManageMasterUserPassword is enabled.",
          INVALID_COMBINATION,
        ]
      : undefined,
  ({
    MasterUserPassword = '',
    ManageMasterUserPassword,
    DBSnapshotIdentifier,
  }) =>
    isTrue(ManageMasterUserPassword) ||
    (text(DBSnapshotIdentifier) && MasterUserPassword === '')
      ? undefined
      : passwordProblem(String(MasterUserPassword)),
  ({ DBName = 'a' }) =>
    /^[A-Za-z]\w{0,62}$/.test(String(DBName))
      ? undefined
      : [
          'DBName must begin with a letter and contain only alphanumeric characters.',
          INVALID_VALUE,
        ],
  ({ DBName }) =>
    isReserved(DBName)
      ? [
          `DBName ${DBName} cannot be used as it is a reserved word used by the engine`,
          INVALID_VALUE,
        ]
      : undefined,
];

function isReserved(name: unknown): boolean {
  return [...RESERVED_BY_RDS, ...POSTGRES_RESERVED_WORDS].includes(
    String(name).toLowerCase(),
  );
}

function passwordProblem(
  password: string,
): readonly [message: string, code: string] | undefined {
  const [shortest, longest] = PASSWORD_LENGTH;
  const invalid = 'The parameter MasterUserPassword is not a valid password';
  if (password.length < shortest) {
    return [
      `${invalid} because it is shorter than ${shortest} characters.`,
      INVALID_VALUE,
    ];
  }
  if (password.length > longest) {
    return [
      `${invalid} because it is longer than ${longest} characters.`,
      INVALID_VALUE,
    ];
  }
  return /^[!#-.0-?A-~]*$/.test(password)
    ? undefined
    : [
        `${invalid}. Only printable ASCII characters besides '/', '@', '"', ' ' may be used.`,
        INVALID_VALUE,
      ];
}
