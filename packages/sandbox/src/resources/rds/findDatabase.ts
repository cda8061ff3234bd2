import { ResourceContext, ResourceFailure } from '../ResourceHandler';
import { findStored } from '../StoredResource';
import { DATABASE, StoredDatabase } from './StoredDatabase';

/** Finds a database by its identifier. */
export function findDatabase(ctx: ResourceContext, physicalId: string) {
  return findStored<StoredDatabase>(ctx.world, DATABASE, physicalId);
}

/** @throws ResourceFailure `NotFound` */
export function existingDatabase(
  ctx: ResourceContext,
  physicalId: string,
): StoredDatabase {
  const found = findDatabase(ctx, physicalId);
  if (!found) {
    throw new ResourceFailure(
      `DBInstance ${physicalId} not found. (Service: Rds, Status Code: 404, Error Code: DBInstanceNotFound)`,
      'NotFound',
    );
  }
  return found;
}
