import { arn } from '../names';
import { ResourceContext } from '../ResourceHandler';
import { World } from '../World';
import { StoredDatabase } from './StoredDatabase';

/** Kind of the DB snapshots in a world. */
const SNAPSHOT = 'db-snapshot';

/** A manual snapshot of a DB instance. */
export interface StoredSnapshot {
  identifier: string;
  arn: string;
  /** ISO 8601 */
  createdAt: string;
  /** The instance at the time of the snapshot. */
  database: StoredDatabase;
  /** ID of the kept data; only final snapshots contain data. */
  dataId?: string;
}

/** All snapshots of an account and region. */
export function listSnapshots(world: World): StoredSnapshot[] {
  return world.list<StoredSnapshot>(SNAPSHOT);
}

/**
 * Takes the final snapshot of a database and removes its server. The name is
 * generated as CloudFormation does.
 */
export async function keepSnapshot(
  ctx: ResourceContext,
  database: StoredDatabase,
): Promise<void> {
  const identifier =
    `${ctx.stackName}-snapshot-${ctx.logicalId}-${ctx.suffix}`.toLowerCase();
  const dataId = `${ctx.region}.${ctx.accountId}.${identifier}`;
  await ctx.world.databases.removeKeepingSnapshot(database.serverId, dataId);
  putSnapshot(ctx.world, {
    identifier,
    arn: arn(ctx, 'rds', `snapshot:${identifier}`),
    createdAt: new Date().toISOString(),
    database,
    dataId,
  });
}

/** Adds a snapshot to the world. */
export function putSnapshot(world: World, snapshot: StoredSnapshot): void {
  world.put(SNAPSHOT, snapshot.identifier, snapshot);
}

/** Deletes a snapshot and its data. */
export async function removeSnapshot(
  world: World,
  snapshot: StoredSnapshot,
): Promise<void> {
  if (snapshot.dataId) {
    await world.databases.removeSnapshot(snapshot.dataId);
  }
  world.remove(SNAPSHOT, snapshot.identifier);
}
