import { detachInterfaces } from '../NetworkInterface';
import { ResourceContext } from '../ResourceHandler';
import { store } from '../StoredResource';
import { rejectIf } from './databaseRules';
import { findDatabase } from './findDatabase';
import { DATABASE, replicasOf, StoredDatabase } from './StoredDatabase';

/**
 * Performs the steps before a database's server is deleted, including the
 * duration.
 *
 * @param seconds - that the deletion takes
 * @returns undefined if there is nothing to delete
 * @throws ResourceFailure if the database is protected
 */
export async function beginDeletion(
  ctx: ResourceContext,
  physicalId: string,
  seconds: number,
): Promise<StoredDatabase | undefined> {
  const database = findDatabase(ctx, physicalId);
  if (!database) {
    return undefined;
  }
  rejectIf(
    database.deletionProtection
      ? 'Cannot delete protected DB Instance, please disable deletion protection and try again.'
      : undefined,
    'InvalidParameterCombination',
  );
  store(ctx.world, { ...database, status: 'deleting' } as StoredDatabase);
  await ctx.wait(seconds);
  await promoteReplicas(ctx, database);
  return database;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html */
async function promoteReplicas(
  { world }: ResourceContext,
  database: StoredDatabase,
): Promise<void> {
  for (const replica of replicasOf(world, database.physicalId)) {
    await world.databases.promote(replica.serverId);
    store(world, {
      ...replica,
      sourceIdentifier: undefined,
    } as StoredDatabase);
  }
}

/** Performs the steps after the server has been deleted. */
export function endDeletion(
  ctx: ResourceContext,
  database: StoredDatabase,
): void {
  detachInterfaces(ctx.world, database.physicalId);
  ctx.world.remove(DATABASE, database.physicalId);
}
