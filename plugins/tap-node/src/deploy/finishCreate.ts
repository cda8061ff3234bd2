import { Stack } from '@aws-sdk/client-cloudformation';
import { EnvironmentMetadata, StackStatus } from '@tap/plugin-tap-common';
import { isValidationError } from '../aws/awsErrors';
import { createEndRule } from '../watch';
import { beginDeletion } from '../teardown/beginDeletion';
import { createFailure } from './createFailure';
import { readCreationEnding } from './creationEnding';
import {
  followOperation,
  OperationEnd,
  stackAtEnd,
} from '../operation/followOperation';
import { OperationCancelledError } from '../operation/errors';
import { Operation } from '../operation/Operation';
import { retryDeletion } from '../teardown/retryDeletion';
import { settleProtection } from '../operation/settleProtection';
import { TargetRuntime } from '../operation/TargetRuntime';
import { stackIsHealthy } from '../operation/describeCause';
import { undoCreation } from './undoCreation';
import { undoToken } from '../operation/tokens';
import { cancelUpdate } from '../operation/updateInPlace';

/**
 * Follows a stack that is being created to its end, and completes it: applies the retention or, if the creation failed
 * or was cancelled, deletes the resources that its first deletion has left.
 *
 * @param metadata - undefined if it is not known, as for stacks that were created outside the portal
 * @throws StackOperationError or OperationCancelledError if there is no complete stack in the end; see
 *   {@link createFailure}
 */
export async function finishCreate(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  metadata: EnvironmentMetadata | undefined,
): Promise<void> {
  const creation = await followCreation(runtime, operation, stack.StackId!);
  if (operation.signal.aborted && isRolledBack(creation.stack)) {
    const undone = await undoCreation(runtime, operation, creation.stack!);
    throw await failed(runtime, operation, undone, stack);
  }
  if (!stackIsHealthy(creation.stack)) {
    throw await failed(runtime, operation, creation, stack);
  }
  const settled = metadata
    ? await settle(runtime, operation, creation.stack, metadata)
    : creation.stack;
  operation.ended(settled);
  operation.completed('create', settled);
}

/** Applies the retention. A creation that is cancelled meanwhile is deleted. */
async function settle(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  metadata: EnvironmentMetadata,
): Promise<Stack> {
  try {
    return await settleProtection(runtime, operation, stack, metadata);
  } catch (error) {
    if (!(error instanceof OperationCancelledError)) {
      throw error;
    }
    const undone = await undoCreation(runtime, operation, stack);
    throw await failed(runtime, operation, undone, stack);
  }
}

/** Cleans up after a creation that failed or was cancelled, and reports its end. */
async function failed(
  runtime: TargetRuntime,
  operation: Operation,
  creation: OperationEnd,
  stack: Stack,
): Promise<Error> {
  const last = await cleanUp(runtime, operation, stackAtEnd(creation, stack));
  operation.ended(last);
  return createFailure(runtime, operation, creation, last);
}

/** The update that applies the retention was rolled back; nothing else has changed the stack yet. */
function isRolledBack(stack: Stack | undefined): boolean {
  return stack?.StackStatus === 'UPDATE_ROLLBACK_COMPLETE';
}

async function followCreation(
  runtime: TargetRuntime,
  operation: Operation,
  stackId: string,
): Promise<OperationEnd> {
  let isCancelled = false;
  return followOperation(runtime, operation, {
    scope: { stackId, token: 'all' },
    rule: createEndRule(() => isCancelled),
    cancel: async () => {
      isCancelled = true;
      try {
        const token = undoToken(stackId, 'cancel');
        await beginDeletion(runtime, stackId, token, 'cancel');
      } catch (error) {
        isCancelled = false;
        if (!isValidationError(error)) {
          throw error;
        }
        await cancelSettling(runtime, operation, stackId, error);
      }
    },
  });
}

/** The stack is complete: its retention is being applied, or termination protection was enabled by another user. */
async function cancelSettling(
  runtime: TargetRuntime,
  operation: Operation,
  stackId: string,
  rejection: Error,
): Promise<void> {
  const status = (await runtime.stacks.describe(stackId))?.StackStatus;
  if (status === 'UPDATE_IN_PROGRESS') {
    await cancelUpdate(runtime, operation, stackId);
  } else if (!status?.startsWith('UPDATE_ROLLBACK_')) {
    operation.notice(
      `The creation cannot be cancelled and continues: ${rejection.message}`,
    );
  }
}

/**
 * Retries the deletion of a failed or cancelled creation. A deletion of another initiator is not repeated.
 *
 * @returns the stack afterwards
 */
async function cleanUp(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
): Promise<Stack> {
  if (
    !StackStatus.of(stack.StackStatus!).isDeleteFailed ||
    !(await readCreationEnding(runtime, stack))
  ) {
    return stack;
  }
  const token = undoToken(stack.StackId!, 'retry');
  return stackAtEnd(
    await retryDeletion(runtime, operation, stack, token),
    stack,
  );
}
