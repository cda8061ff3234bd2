import { AwsError } from '../../protocol/AwsError';
import { named, Operation } from '../../protocol/ServiceOperations';
import { newestMinorVersion } from '../../resources/rds/engineVersions';
import {
  listDatabases,
  StoredDatabase,
} from '../../resources/rds/StoredDatabase';
import { store } from '../../resources/StoredResource';
import { World } from '../../resources/World';
import { page } from '../pages';

const ACTION = 'db-upgrade';

/**
 * Pending maintenance. RDS upgrades deprecated minor versions by itself, in the maintenance window and whatever
 * AutoMinorVersionUpgrade says; here, an instance whose minor version is not the newest one has this upgrade pending, and
 * a caller applies it immediately.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html
 */
export const MAINTENANCE_OPERATIONS: Record<string, Operation> = {
  DescribePendingMaintenanceActions: async (params, { world }) => {
    const pending = listDatabases(world).filter(
      database =>
        isPending(database) &&
        [undefined, arnOf(database)].includes(
          params.ResourceIdentifier as string | undefined,
        ),
    );
    const { items, next } = page(pending, params.Marker, params.MaxRecords);
    return {
      PendingMaintenanceActions: named(
        'ResourcePendingMaintenanceActions',
        items.map(describe),
      ),
      Marker: next,
    };
  },

  ApplyPendingMaintenanceAction: async (params, { world }) => {
    const { ApplyAction, OptInType, ResourceIdentifier } = params;
    const database = listDatabases(world).find(
      each => arnOf(each) === ResourceIdentifier && isPending(each),
    );
    if (!database || ApplyAction !== ACTION) {
      throw new AwsError(
        'ResourceNotFoundFault',
        `No pending maintenance action ${ApplyAction} for ${ResourceIdentifier}`,
        404,
      );
    }
    if (OptInType !== 'immediate') {
      throw new AwsError(
        'InvalidParameterValue',
        `The sandbox applies pending maintenance only with the OptInType immediate, not ${OptInType}`,
      );
    }
    await upgrade(world, database);
    return { ResourcePendingMaintenanceActions: describe(database) };
  },
};

/** The server runs the version that npm provides, so the upgrade is its restart. */
async function upgrade(world: World, database: StoredDatabase): Promise<void> {
  store(world, { ...database, status: 'upgrading' } as StoredDatabase);
  await world.databases.stop(database.serverId);
  await world.databases.start(database.serverId);
  store(world, {
    ...database,
    engineVersion: newestMinorVersion(database.engineVersion),
    pendingReboot: false,
  } as StoredDatabase);
}

function isPending({ engineVersion, status }: StoredDatabase): boolean {
  return (
    status === 'available' &&
    engineVersion !== newestMinorVersion(engineVersion)
  );
}

function arnOf({ attributes }: StoredDatabase): string {
  return attributes.DBInstanceArn as string;
}

function describe(database: StoredDatabase) {
  return {
    ResourceIdentifier: arnOf(database),
    PendingMaintenanceActionDetails: named('PendingMaintenanceAction', [
      {
        Action: ACTION,
        Description: `Upgrade to PostgreSQL ${newestMinorVersion(
          database.engineVersion,
        )}`,
      },
    ]),
  };
}
