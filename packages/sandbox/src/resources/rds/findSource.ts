import { isTrue, text } from '../names';
import { Properties, ResourceContext } from '../ResourceHandler';
import { findStored } from '../StoredResource';
import { rejectIf } from './databaseRules';
import { DATABASE, replicasOf, StoredDatabase } from './StoredDatabase';

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html */
const MAX_REPLICAS = 15;

type Rule = (
  source: StoredDatabase,
  replica: Properties,
  replicas: StoredDatabase[],
) => readonly [message: string, code?: string] | undefined;

/**
 * Rules of RDS for the source of a read replica:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html
 *
 * The message about the state is quoted in
 * https://github.com/terraform-aws-modules/terraform-aws-rds/issues/192
 */
const RULES: Rule[] = [
  ({ properties: { BackupRetentionPeriod = 1 } }) =>
    Number(BackupRetentionPeriod) === 0
      ? [
          'Automated backups are not enabled for this database instance. To enable automated backups, use ModifyDBInstance to set the backup retention period to a non-zero value.',
          'InvalidDBInstanceState',
        ]
      : undefined,
  ({ properties: { ManageMasterUserPassword } }) =>
    isTrue(ManageMasterUserPassword)
      ? [
          'Read replicas are not supported for a DB instance whose master user password RDS manages in Secrets Manager.',
          'InvalidParameterCombination',
        ]
      : undefined,
  ({ status }) =>
    status === 'available'
      ? undefined
      : ['DB instance is not in the available state', 'InvalidDBInstanceState'],
  ({ physicalId }, _, replicas) =>
    replicas.length < MAX_REPLICAS
      ? undefined
      : [`DB instance ${physicalId} already has ${MAX_REPLICAS} read replicas`],
  ({ allocatedStorage }, { AllocatedStorage = allocatedStorage }) =>
    Number(AllocatedStorage) < allocatedStorage
      ? [
          `The allocated storage of a read replica (${AllocatedStorage} GiB) cannot be less than that of its source (${allocatedStorage} GiB)`,
          'InvalidParameterCombination',
        ]
      : undefined,
];

/**
 * Finds the source of a read replica.
 *
 * @returns undefined if the properties define no replica
 * @throws ResourceFailure if there is no such source, or it cannot have this
 *   replica
 */
export function findSource(
  { world }: ResourceContext,
  properties: Properties,
): StoredDatabase | undefined {
  const name = text(properties.SourceDBInstanceIdentifier);
  if (!name) {
    return undefined;
  }
  const identifier = name.split(':').pop()!.toLowerCase();
  const source = findStored<StoredDatabase>(world, DATABASE, identifier);
  rejectIf(
    source ? undefined : `DBInstance ${identifier} not found.`,
    'DBInstanceNotFound',
  );
  const replicas = replicasOf(world, identifier);
  for (const rule of RULES) {
    const [message, code] = rule(source!, properties, replicas) ?? [];
    rejectIf(message, code);
  }
  return source;
}
