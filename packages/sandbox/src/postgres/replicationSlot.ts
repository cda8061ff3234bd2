import { createHash } from 'node:crypto';

/**
 * Name of a replica's slot on its primary. Slot names have at most 63
 * lower-case letters, digits and underscores; server IDs can be longer and
 * differ only in the last character.
 * https://www.postgresql.org/docs/current/warm-standby.html#STREAMING-REPLICATION-SLOTS-MANIPULATION
 */
export function replicationSlot(serverId: string): string {
  return `replica_${createHash('sha256')
    .update(serverId)
    .digest('hex')
    .slice(0, 32)}`;
}
