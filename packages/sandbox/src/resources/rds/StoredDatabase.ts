import { listStored, StoredResource } from '../StoredResource';
import { World } from '../World';

export const DATABASE = 'AWS::RDS::DBInstance';

/**
 * RDS's message about a change of a stopped instance:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
 */
export const CANNOT_MODIFY_STOPPED =
  "You can't modify a stopped DB instance. Start the DB instance, and then modify it.";

/** The record of a DB instance in a world, by its identifier. */
export interface StoredDatabase extends StoredResource {
  /** ID of the PostgreSQL server. */
  serverId: string;
  status: string;
  dbiResourceId: string;
  engineVersion: string;
  instanceClass: string;
  /** In GiB. */
  allocatedStorage: number;
  multiAz: boolean;
  availabilityZone: string;
  secondaryZone?: string;
  parameterGroup: string;
  /** Whether static parameters wait for a reboot. */
  pendingReboot: boolean;
  subnetGroup: string;
  masterUsername: string;
  databaseName?: string;
  deletionProtection: boolean;
  /** Identifier of the primary; replicas only. */
  sourceIdentifier?: string;
}

/** All DB instances of an account and region. */
export function listDatabases(world: World): StoredDatabase[] {
  return listStored<StoredDatabase>(world, DATABASE);
}

/** The replicas of a DB instance. */
export function replicasOf(world: World, identifier: string): StoredDatabase[] {
  return listDatabases(world).filter(
    ({ sourceIdentifier }) => sourceIdentifier === identifier,
  );
}
