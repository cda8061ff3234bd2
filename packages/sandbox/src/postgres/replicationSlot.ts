import { createHash } from 'node:crypto';

/**
 * Name of a replica's slot at its primary. Slots have at most 63 lower-case letters, digits and underscores
 * (https://www.postgresql.org/docs/current/warm-standby.html#STREAMING-REPLICATION-SLOTS-MANIPULATION), and IDs of
 * servers can be longer than that and differ in their last letter alone.
 */
export function replicationSlot(serverId: string): string {
  return `replica_${createHash('sha256')
    .update(serverId)
    .digest('hex')
    .slice(0, 32)}`;
}
