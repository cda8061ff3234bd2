import { ResourceProperties } from './conditionalReplacements';
import { InstanceRound, roundsOfCreation } from './instanceRounds';

/**
 * Typical seconds of the operations of RDS on a DB instance of PostgreSQL with little data. More data make snapshots and
 * replicas slower. `rdsEvents` and `deletionLog` are entries of `DURATION_SOURCES`; what names none of them is an estimate, because
 * no measurement was found.
 *
 * @public
 */
export const INSTANCE_SECONDS = {
  /** `rdsEvents`. The first backup is part of it. */
  create: 360,
  /** `rdsEvents`. RDS creates the standby from the first backup. */
  createMultiAz: 900,
  /**
   * RDS takes a snapshot of the source and creates an instance from it, so this is a creation and a snapshot:
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
   */
  createReplica: 720,
  createMultiAzReplica: 1200,
  /** Estimate: the deletion in `deletionLog` took longer, one in `uncitedLogs` was shorter. */
  delete: 270,
  /** In addition to the deletion. */
  finalSnapshot: 180,
  /** A change without interruption, until the instance is available again. */
  modify: 60,
  reboot: 60,
  /** In addition to the modification, like the next three. */
  changeClass: 420,
  changeVersion: 420,
  /** RDS optimizes the storage for hours afterwards, during which the instance is in use and CloudFormation does not wait. */
  changeStorage: 180,
  changeMultiAz: 420,
} as const;

/**
 * Seconds that one round of the creation of a DB instance typically takes.
 *
 * @param properties - of `AWS::RDS::DBInstance` in a template, also with intrinsic functions
 * @public
 */
export function instanceRoundSeconds(
  round: InstanceRound,
  properties: ResourceProperties,
): number {
  if (round !== 'create') {
    return INSTANCE_SECONDS[round];
  }
  const isMultiAz = String(properties.MultiAZ) === 'true';
  if (properties.SourceDBInstanceIdentifier !== undefined) {
    return isMultiAz
      ? INSTANCE_SECONDS.createMultiAzReplica
      : INSTANCE_SECONDS.createReplica;
  }
  return isMultiAz ? INSTANCE_SECONDS.createMultiAz : INSTANCE_SECONDS.create;
}

/** Seconds that CloudFormation typically needs to create a DB instance, in all its rounds. @public */
export function instanceCreationSeconds(
  properties: ResourceProperties,
): number {
  return roundsOfCreation(properties).reduce(
    (sum, round) => sum + instanceRoundSeconds(round, properties),
    0,
  );
}
