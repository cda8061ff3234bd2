import { text, isTrue } from '../names';
import { Properties } from '../ResourceHandler';
import { rejectIf } from './databaseRules';
import { parseEngineVersion } from './engineVersions';
import { CANNOT_MODIFY_STOPPED, StoredDatabase } from './StoredDatabase';

/** An update and the current database. */
interface Change {
  database: StoredDatabase;
  /** The current replicas. */
  replicas: StoredDatabase[];
  before: Properties;
  after: Properties;
}

type Rule = (change: Change) => string | undefined;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html */
const RULES: Rule[] = [
  ({ database, after: { AllocatedStorage } }) =>
    Number(AllocatedStorage) < database.allocatedStorage
      ? `Requested storage size (${AllocatedStorage}) cannot be less than the current storage size (${database.allocatedStorage}).`
      : undefined,
  ({ database, after: { AllocatedStorage } }) => {
    const wanted = Number(AllocatedStorage);
    const least = Math.ceil(database.allocatedStorage * 1.1);
    return wanted > database.allocatedStorage && wanted < least
      ? `Invalid storage size: storage must grow by at least 10 percent, from ${database.allocatedStorage} GiB to ${least} GiB or more.`
      : undefined;
  },
  ({ database, after: { EngineVersion, AllowMajorVersionUpgrade } }) => {
    const from = parseEngineVersion(database.engineVersion)!;
    const to = parseEngineVersion(
      text(EngineVersion) ?? database.engineVersion,
    );
    if (!to) {
      return `Cannot find version ${EngineVersion} for postgres`;
    }
    const isDowngrade =
      to.major < from.major ||
      (to.major === from.major &&
        to.minor < from.minor &&
        // A major version alone matches any of its minor versions.
        String(EngineVersion).includes('.'));
    if (isDowngrade) {
      return `Cannot upgrade postgres from ${database.engineVersion} to ${EngineVersion}`;
    }
    if (to.major === from.major) {
      return undefined;
    }
    return isTrue(AllowMajorVersionUpgrade)
      ? `The sandbox cannot upgrade postgres from ${database.engineVersion} to ${EngineVersion}: the npm packages of PostgreSQL do not include pg_upgrade`
      : 'The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.';
  },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.MinorVersion.html
  ({ database, replicas, after: { EngineVersion } }) => {
    const behind = replicas
      .filter(each => each.engineVersion !== EngineVersion)
      .map(({ physicalId }) => physicalId);
    const isUpgrade = text(EngineVersion)?.includes('.')
      ? EngineVersion !== database.engineVersion
      : false;
    return isUpgrade && behind.length > 0
      ? `One or more of the DB Instance's read replicas need to be upgraded: ${behind.join(
          ', ',
        )}`
      : undefined;
  },
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html: not "if the DB instance is a source to read replicas"
  ({ database, replicas, after: { BackupRetentionPeriod = 1 } }) =>
    Number(BackupRetentionPeriod) === 0 && replicas.length > 0
      ? `Backups cannot be disabled for DB instance ${database.physicalId}: it is the source of read replicas.`
      : undefined,
  ({ before, after }) =>
    text(before.SourceDBInstanceIdentifier) &&
    !text(after.SourceDBInstanceIdentifier)
      ? 'The sandbox cannot promote a read replica by an update'
      : undefined,
  ({ before, after }) =>
    before.EngineLifecycleSupport !== after.EngineLifecycleSupport
      ? 'EngineLifecycleSupport cannot be modified.'
      : undefined,
];

/**
 * Rejects changes that RDS does not support for an existing DB instance.
 *
 * @throws ResourceFailure with the first violation
 */
export function validateUpdate(change: Change): void {
  rejectIf(
    change.database.status === 'stopped' ? CANNOT_MODIFY_STOPPED : undefined,
    'InvalidDBInstanceState',
  );
  for (const rule of RULES) {
    rejectIf(rule(change));
  }
}
