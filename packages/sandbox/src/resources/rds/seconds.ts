import { StoredDatabase } from './StoredDatabase';

/** Sandbox seconds that a creation takes, in proportion to RDS. */
export function secondsToCreate(database: StoredDatabase): number {
  return database.multiAz ? 420 : 300;
}

/** Sandbox seconds that a deletion takes. */
export function secondsToDelete(database: StoredDatabase): number {
  return database.multiAz ? 180 : 150;
}

/** Sandbox seconds that any modification takes. */
export const SECONDS_TO_MODIFY = 20;

/** Sandbox seconds that a reboot takes. */
export const SECONDS_TO_REBOOT = 60;

/**
 * Sandbox seconds that an update takes. Changes of class, version and
 * availability are slow, all others fast.
 */
export function secondsToUpdate(
  before: StoredDatabase,
  after: StoredDatabase,
): number {
  const changes = [
    before.instanceClass !== after.instanceClass && 300,
    before.engineVersion !== after.engineVersion && 240,
    before.allocatedStorage !== after.allocatedStorage && 120,
    before.multiAz !== after.multiAz && 240,
    before.pendingReboot && SECONDS_TO_REBOOT,
  ];
  return changes.reduce<number>(
    (sum, seconds) => sum + (seconds || 0),
    SECONDS_TO_MODIFY,
  );
}
