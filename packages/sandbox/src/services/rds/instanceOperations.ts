import { AwsError } from '../../protocol/AwsError';
import { detachInterfaces } from '../../resources/NetworkInterface';
import { isTrue } from '../../resources/names';
import {
  CANNOT_MODIFY_STOPPED,
  DATABASE,
  listDatabases,
  StoredDatabase,
} from '../../resources/rds/StoredDatabase';
import { findStored, store } from '../../resources/StoredResource';
import { World } from '../../resources/World';
import { applyFilters, FilterReaders } from '../filters';
import { page } from '../pages';
import { named, Operation } from '../../protocol/ServiceOperations';
import { describeInstance } from './describeInstance';

const FILTERS: FilterReaders<StoredDatabase> = {
  'db-instance-id': ({ physicalId }) => [physicalId],
  'dbi-resource-id': ({ dbiResourceId }) => [dbiResourceId],
  engine: () => ['postgres'],
};

/** Operations on DB instances. */
export const INSTANCE_OPERATIONS: Record<string, Operation> = {
  DescribeDBInstances: async (params, { world }) => {
    const { DBInstanceIdentifier, Filters, Marker, MaxRecords } = params;
    const all = DBInstanceIdentifier
      ? [findDatabase(world, DBInstanceIdentifier)]
      : listDatabases(world);
    const { items, next } = page(
      applyFilters(all, Filters, FILTERS),
      Marker,
      MaxRecords,
    );
    return {
      DBInstances: named(
        'DBInstance',
        items.map(each => describeInstance(world, each)),
      ),
      Marker: next,
    };
  },

  ModifyDBInstance: async (params, { world }) => {
    const { DBInstanceIdentifier, DeletionProtection } = params;
    const database = findDatabase(world, DBInstanceIdentifier);
    const known = ['DBInstanceIdentifier', 'DeletionProtection'];
    const unknown = Object.keys(params).filter(
      name => !['ApplyImmediately', ...known].includes(name),
    );
    if (unknown.length > 0) {
      throw new AwsError(
        'InvalidParameterCombination',
        `The sandbox supports only changes of DeletionProtection here, not ${unknown.join(
          ', ',
        )}; change the rest through the stack`,
      );
    }
    if (database.status === 'stopped') {
      throw new AwsError('InvalidDBInstanceState', CANNOT_MODIFY_STOPPED);
    }
    const changed: StoredDatabase = {
      ...database,
      deletionProtection: isTrue(
        DeletionProtection ?? database.deletionProtection,
      ),
    };
    store(world, changed);
    return { DBInstance: describeInstance(world, changed) };
  },

  DeleteDBInstance: async ({ DBInstanceIdentifier }, { world }) => {
    const database = findDatabase(world, DBInstanceIdentifier);
    if (database.deletionProtection) {
      throw new AwsError(
        'InvalidParameterCombination',
        'Cannot delete protected DB Instance, please disable deletion protection and try again.',
      );
    }
    const described = describeInstance(world, database);
    await world.databases.remove(database.serverId);
    detachInterfaces(world, database.physicalId);
    world.remove(DATABASE, database.physicalId);
    return { DBInstance: { ...described, DBInstanceStatus: 'deleting' } };
  },
};

/** @throws AwsError `DBInstanceNotFound` */
export function findDatabase(world: World, identifier: unknown) {
  const name = String(identifier).split(':').pop()!.toLowerCase();
  const database = findStored<StoredDatabase>(world, DATABASE, name);
  if (!database) {
    throw new AwsError(
      'DBInstanceNotFound',
      `DBInstance ${name} not found.`,
      404,
    );
  }
  return database;
}
