import { AwsError } from '../../protocol/AwsError';
import { Operation } from '../../protocol/ServiceOperations';
import { replicasOf, StoredDatabase } from '../../resources/rds/StoredDatabase';
import { store } from '../../resources/StoredResource';
import { World } from '../../resources/World';
import { describeInstance } from './describeInstance';
import { findDatabase } from './instanceOperations';

/**
 * Stops and starts DB instances: the PostgreSQL server really stops. RDS responds before the instance has stopped or
 * started; here, it has when the response arrives.
 *
 * - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
 * - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StartInstance.html
 */
export const STOP_OPERATIONS: Record<string, Operation> = {
  StopDBInstance: async (params, { world }) => {
    const database = findDatabase(world, params.DBInstanceIdentifier);
    // The instance of a replica is rejected with this message: https://github.com/base2Services/cfn-start-stop-stack/pull/65
    if (database.sourceIdentifier) {
      throw invalidState('Cannot stop or start a Read-Replica instance');
    }
    if (replicasOf(world, database.physicalId).length > 0) {
      throw invalidState('Cannot stop or start an instance with read replicas');
    }
    // https://github.com/cloud-custodian/cloud-custodian/issues/1687
    assertState(database, 'available');
    if (params.DBSnapshotIdentifier !== undefined) {
      throw new AwsError(
        'InvalidParameterCombination',
        'The sandbox takes no snapshot when it stops an instance; use CreateDBSnapshot before',
      );
    }
    await world.databases.stop(database.serverId);
    return changed(world, { ...database, status: 'stopped' }, 'stopping');
  },

  StartDBInstance: async (params, { world }) => {
    const database = findDatabase(world, params.DBInstanceIdentifier);
    assertState(database, 'stopped');
    await world.databases.start(database.serverId);
    return changed(
      world,
      // A start reads the static parameters.
      { ...database, status: 'available', pendingReboot: false },
      'starting',
    );
  },
};

/** @param answered - the status in RDS's response */
function changed(world: World, database: StoredDatabase, answered: string) {
  store(world, database);
  return {
    DBInstance: describeInstance(world, { ...database, status: answered }),
  };
}

function assertState({ physicalId, status }: StoredDatabase, wanted: string) {
  if (status !== wanted) {
    throw invalidState(`Instance ${physicalId} is not in ${wanted} state.`);
  }
}

function invalidState(message: string): AwsError {
  return new AwsError('InvalidDBInstanceState', message);
}
