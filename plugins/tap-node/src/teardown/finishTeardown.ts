import { Stack } from '@aws-sdk/client-cloudformation';
import { StackStatus } from '@tap/plugin-tap-common';
import { stackToEnvironment } from '../stack';
import { describeRemains } from './describeRemains';
import { StackOperationError } from '../operation/errors';
import { followDeletion } from './followDeletion';
import { stackAtEnd } from '../operation/followOperation';
import { Operation } from '../operation/Operation';
import { readRemains } from './readRemains';
import { retryDeletion } from './retryDeletion';
import { TargetRuntime } from '../operation/TargetRuntime';
import { stepToken } from '../operation/tokens';

/**
 * Waits until the stack is deleted, retries its deletion once if it fails, and reports the remaining resources.
 *
 * @param deletion.token - undefined if another user started it
 * @param deletion.before - the stack before; undefined if the deletion was found in progress
 * @throws StackOperationError that names the resources that are left
 */
export async function finishTeardown(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  deletion: { token: string | undefined; before?: Stack },
): Promise<void> {
  const stackId = stack.StackId!;
  const first = await followDeletion(runtime, operation, {
    ...deletion,
    stackId,
  });
  let last = stackAtEnd(first, stack);
  if (isFailed(last)) {
    const token = stepToken(operation.token, 'retry');
    const retry = await retryDeletion(runtime, operation, last, token);
    last = stackAtEnd(retry, stack);
  }
  operation.ended(last);
  if (isFailed(last)) {
    throw new StackOperationError(
      `'${
        operation.ref.suffix
      }' could not be torn down completely; its stack is in state DELETE_FAILED. ${await describeRemains(
        runtime,
        last,
      )} Everything else is deleted. Remove what prevents the deletion, then tear down the environment again.`,
    );
  }
  const remains = await readRemains(
    runtime,
    last,
    stackToEnvironment(stack, runtime.target)?.retention,
  );
  operation.completed('delete', last, remains);
}

function isFailed(stack: Stack): boolean {
  return StackStatus.of(stack.StackStatus!).isDeleteFailed;
}
