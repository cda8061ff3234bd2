import { StoredDatabase } from './StoredDatabase';

/** Sandbox seconds, in the proportions that RDS shows. */
export function secondsToCreate(database: StoredDatabase): number {
  return database.multiAz ? 420 : 300;
}

/** As above. */
export function secondsToDelete(database: StoredDatabase): number {
  return database.multiAz ? 180 : 150;
}

/** As above. Class, version and availability take long, all else is quick. */
export function secondsToUpdate(
  before: StoredDatabase,
  after: StoredDatabase,
): number {
  const changes = [
    before.instanceClass !== after.instanceClass && 300,
    before.engineVersion !== after.engineVersion && 240,
    before.allocatedStorage !== after.allocatedStorage && 120,
    before.multiAz !== after.multiAz && 240,
    before.pendingReboot && 60,
  ];
  return changes.reduce<number>((sum, seconds) => sum + (seconds || 0), 20);
}
