import { INSTANCE_SECONDS } from '@tap/aws-facts';
import { StoredDatabase } from './StoredDatabase';

/**
 * Sandbox seconds that an update takes. Changes of class, version, storage and
 * availability are slow, all others fast.
 */
export function secondsToUpdate(
  before: StoredDatabase,
  after: StoredDatabase,
): number {
  const changes = [
    before.instanceClass !== after.instanceClass &&
      INSTANCE_SECONDS.changeClass,
    before.engineVersion !== after.engineVersion &&
      INSTANCE_SECONDS.changeVersion,
    before.allocatedStorage !== after.allocatedStorage &&
      INSTANCE_SECONDS.changeStorage,
    before.multiAz !== after.multiAz && INSTANCE_SECONDS.changeMultiAz,
    before.pendingReboot && INSTANCE_SECONDS.reboot,
  ];
  return changes.reduce<number>(
    (sum, seconds) => sum + (seconds || 0),
    INSTANCE_SECONDS.modify,
  );
}
