import { Stack } from '@aws-sdk/client-cloudformation';
import { isValidationError } from '../aws/awsErrors';
import { metadataOf } from '../stack';
import { StackOperationError } from '../operation/errors';
import { OperationEnd } from '../operation/followOperation';
import { Operation } from '../operation/Operation';
import { TargetRuntime } from '../operation/TargetRuntime';
import { undoToken } from '../operation/tokens';
import { beginDeletion } from '../teardown/beginDeletion';
import { followDeletion } from '../teardown/followDeletion';

/**
 * Deletes the stack of a creation that was cancelled while its retention was being applied. The update that applies it
 * has been rolled back, so the deletion keeps nothing.
 *
 * @param stack - at rest
 * @throws StackOperationError if CloudFormation rejects the deletion
 */
export async function undoCreation(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
): Promise<OperationEnd> {
  const stackId = stack.StackId!;
  const token = undoToken(stackId, 'cancel');
  try {
    if (metadataOf(stack)?.retention === 'retain') {
      // Applying the retention has switched it on.
      await runtime.stacks.protect(stackId, false);
    }
    await beginDeletion(runtime, stackId, token, 'cancel');
  } catch (error) {
    if (!isValidationError(error)) {
      throw error;
    }
    throw new StackOperationError(
      `The creation of '${operation.ref.suffix}' was cancelled, but CloudFormation rejects the deletion of its stack: ${error.message} The environment is complete and its retention is not in effect: tear it down.`,
    );
  }
  return followDeletion(runtime, operation, { stackId, token, before: stack });
}
