import { AwsError } from '../../protocol/AwsError';
import { arn } from '../../resources/names';
import { identifierProblem } from '../../resources/rds/identifierProblem';
import { exceededQuota } from '../../resources/rds/quotas';
import {
  listSnapshots,
  putSnapshot,
  removeSnapshot,
  StoredSnapshot,
} from '../../resources/rds/snapshots';
import { World } from '../../resources/World';
import { applyFilters, FilterReaders } from '../filters';
import { page } from '../pages';
import { named, Operation } from '../../protocol/ServiceOperations';
import { describeInstance } from './describeInstance';
import { Readings } from '../../Readings';
import { findDatabase } from './instanceOperations';
import { listDatabases } from '../../resources/rds/StoredDatabase';

const FILTERS: FilterReaders<StoredSnapshot> = {
  'db-instance-id': ({ database }) => [database.physicalId],
  'db-snapshot-id': ({ identifier }) => [identifier],
  'dbi-resource-id': ({ database }) => [database.dbiResourceId],
  engine: () => ['postgres'],
  'snapshot-type': () => ['manual'],
};

/** Operations on DB snapshots. */
export const SNAPSHOT_OPERATIONS: Record<string, Operation> = {
  DescribeDBSnapshots: async (params, { world, readings }) => {
    const wanted = snapshotsOf(
      world,
      params.DBInstanceIdentifier,
      readings.snapshotsOfDeletedInstance,
    ).filter(
      ({ identifier, database }) =>
        matches(params.DBSnapshotIdentifier, identifier) &&
        matches(params.DbiResourceId, database.dbiResourceId) &&
        matches(params.SnapshotType, 'manual'),
    );
    if (params.DBSnapshotIdentifier && wanted.length === 0) {
      throw notFound(params.DBSnapshotIdentifier);
    }
    const { items, next } = page(
      applyFilters(wanted, params.Filters, FILTERS),
      params.Marker,
      params.MaxRecords,
    );
    return {
      DBSnapshots: named(
        'DBSnapshot',
        items.map(each => describe(world, each)),
      ),
      Marker: next,
    };
  },

  CreateDBSnapshot: async (params, ctx) => {
    const identifier = String(params.DBSnapshotIdentifier).toLowerCase();
    const problem = identifierProblem('DBSnapshotIdentifier', identifier, 255);
    if (problem) {
      throw new AwsError('InvalidParameterValue', problem);
    }
    const database = findDatabase(ctx.world, params.DBInstanceIdentifier);
    // https://github.com/ministryofjustice/cloud-platform-user-guide/pull/1842
    if (database.status !== 'available') {
      throw new AwsError(
        'InvalidDBInstanceState',
        `Cannot create a snapshot because the database instance ${database.physicalId} is not currently in the available state.`,
      );
    }
    if (listSnapshots(ctx.world).some(each => each.identifier === identifier)) {
      throw new AwsError(
        'DBSnapshotAlreadyExists',
        `Cannot create the snapshot because a snapshot with the identifier ${identifier} already exists.`,
      );
    }
    const exceeded = exceededQuota(
      ctx.world,
      ctx.settings,
      'AWS::RDS::DBSnapshot',
    );
    if (exceeded) {
      const { error, excess } = exceeded;
      throw new AwsError(error.code, error.message(excess));
    }
    const snapshot: StoredSnapshot = {
      identifier,
      arn: arn(ctx, 'rds', `snapshot:${identifier}`),
      createdAt: new Date().toISOString(),
      database,
    };
    putSnapshot(ctx.world, snapshot);
    return { DBSnapshot: describe(ctx.world, snapshot) };
  },

  DeleteDBSnapshot: async ({ DBSnapshotIdentifier }, { world }) => {
    const snapshot = listSnapshots(world).find(({ identifier }) =>
      matches(DBSnapshotIdentifier, identifier),
    );
    if (!snapshot || DBSnapshotIdentifier === undefined) {
      throw notFound(DBSnapshotIdentifier);
    }
    const described = describe(world, snapshot);
    await removeSnapshot(world, snapshot);
    return { DBSnapshot: { ...described, Status: 'deleted' } };
  },
};

function snapshotsOf(
  world: World,
  instance: unknown,
  reading: Readings['snapshotsOfDeletedInstance'],
): StoredSnapshot[] {
  const found = listSnapshots(world).filter(({ database }) =>
    matches(instance, database.physicalId),
  );
  if (instance === undefined || reading === 'found') {
    return found;
  }
  const exists = listDatabases(world).some(({ physicalId }) =>
    matches(instance, physicalId),
  );
  if (!exists && reading === 'rejected') {
    findDatabase(world, instance);
  }
  return exists ? found : [];
}

function matches(wanted: unknown, value: string): boolean {
  return (
    wanted === undefined || String(wanted).toLowerCase() === value.toLowerCase()
  );
}

function notFound(identifier: unknown): AwsError {
  return new AwsError(
    'DBSnapshotNotFound',
    `DBSnapshot ${identifier} not found.`,
    404,
  );
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html */
function describe(world: World, snapshot: StoredSnapshot) {
  const instance = describeInstance(world, snapshot.database);
  return {
    DBSnapshotIdentifier: snapshot.identifier,
    DBSnapshotArn: snapshot.arn,
    DBInstanceIdentifier: snapshot.database.physicalId,
    DbiResourceId: snapshot.database.dbiResourceId,
    SnapshotCreateTime: snapshot.createdAt,
    SnapshotType: 'manual',
    Status: 'available',
    PercentProgress: 100,
    Engine: 'postgres',
    EngineVersion: instance.EngineVersion,
    AllocatedStorage: instance.AllocatedStorage,
    StorageType: instance.StorageType,
    MasterUsername: instance.MasterUsername,
    AvailabilityZone: instance.AvailabilityZone,
    VpcId: instance.DBSubnetGroup.VpcId,
    Encrypted: instance.StorageEncrypted,
    KmsKeyId: instance.KmsKeyId,
    InstanceCreateTime: instance.InstanceCreateTime,
    TagList: instance.TagList,
  };
}
