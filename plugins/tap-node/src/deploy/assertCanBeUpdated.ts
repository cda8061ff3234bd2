import { ConflictError } from '@backstage/errors';
import { Environment, RunState, StackStatus } from '@tap/plugin-tap-common';

type Stated = Pick<Environment, 'suffix' | 'stackStatus'>;

/**
 * @throws ConflictError if the state of the environment's stack allows no update; it says what to do about the state
 */
export function assertCanBeUpdated({ suffix, stackStatus }: Stated): void {
  const status = StackStatus.of(stackStatus);
  if (!status.canBeUpdated) {
    throw new ConflictError(
      `suffix: the environment '${suffix}' is in state ${stackStatus}: ${advice(
        status,
      )} Nothing was done.`,
    );
  }
}

/**
 * @throws ConflictError while CloudFormation changes the environment's stack
 */
export function assertAtRest(environment: Stated): void {
  if (StackStatus.of(environment.stackStatus).isInProgress) {
    assertCanBeUpdated(environment);
  }
}

/** States of an instance in which RDS rejects changes because it is stopped. */
const NOT_RUNNING = ['stopping', 'stopped', 'starting'];

/**
 * Rejects changes of settings while the database is stopped, because RDS does not modify a stopped instance
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html). Its update would fail and be rolled back.
 *
 * @param environment.databaseStatus - RDS's status, if it was read
 * @throws ConflictError
 */
export function assertRuns(environment: {
  suffix: string;
  runState?: RunState;
  databaseStatus?: string;
}): void {
  const { databaseStatus, runState, suffix } = environment;
  const isStopped = runState?.state === 'stopped';
  if (isStopped || NOT_RUNNING.includes(databaseStatus!)) {
    throw new ConflictError(
      `suffix: the database of '${suffix}' is ${
        databaseStatus && !isStopped ? databaseStatus : 'stopped'
      }, and RDS does not change a database that does not run; nothing was done. Start the environment, and request the change when its database is available.`,
    );
  }
}

function advice(status: StackStatus): string {
  if (status.isInProgress) {
    return 'another operation is in progress. Wait until it has ended and try again.';
  }
  if (status.isPlaceholder) {
    return 'its change set was never executed, so the stack is empty. Delete the stack in the CloudFormation console, then request the environment again.';
  }
  if (status.isFailedCreate) {
    return 'its creation failed, and such a stack cannot be changed. Tear it down, then request it again.';
  }
  if (status.isDeleteFailed) {
    return 'its stack could not be deleted completely. Tear it down again; the message then names the resources that prevent it.';
  }
  if (status.isGone) {
    return 'it was torn down. Request it again to create a new one.';
  }
  return 'its rollback failed. Choose "Continue update rollback" in the CloudFormation console, or tear it down.';
}
