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
import { Operation } from '../operation/Operation';
import { retryDeletion } from '../teardown/retryDeletion';
import { settleProtection } from '../operation/settleProtection';
import { TargetRuntime } from '../operation/TargetRuntime';
import { stackIsHealthy } from '../operation/describeCause';
import { undoToken } from '../operation/tokens';

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
  if (!stackIsHealthy(creation.stack)) {
    const last = await cleanUp(runtime, operation, stackAtEnd(creation, stack));
    operation.ended(last);
    throw await createFailure(runtime, operation, creation, last);
  }
  const settled = metadata
    ? await settleProtection(runtime, operation, creation.stack, metadata)
    : creation.stack;
  operation.ended(settled);
  operation.completed('create', settled);
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
        // Termination protection was enabled in the meantime.
        operation.notice(
          `The creation cannot be cancelled and continues: ${error.message}`,
        );
      }
    },
  });
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
