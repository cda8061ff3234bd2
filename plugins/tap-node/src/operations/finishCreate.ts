import { Stack } from '@aws-sdk/client-cloudformation';
import { EnvironmentMetadata } from '@tap/plugin-tap-common';
import { createEndRule } from '../watch';
import { beginDeletion } from './beginDeletion';
import { OperationCancelledError, StackOperationError } from './errors';
import { followOperation, OperationEnd } from './followOperation';
import { Operation } from './Operation';
import { settleProtection } from './settleProtection';
import { TargetRuntime } from './TargetRuntime';
import { stackIsHealthy, tellCause } from './tellCause';
import { stepToken } from './tokens';

/**
 * Follows a stack that is being created to its end, and does what is due then.
 *
 * @param metadata - undefined where it is not known, as for stacks that were made elsewhere
 * @internal
 */
export async function finishCreate(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  metadata: EnvironmentMetadata | undefined,
): Promise<void> {
  const stackId = stack.StackId!;
  let isCancelled = false;
  const end = await followOperation(runtime, operation, {
    scope: { stackId, token: 'all' },
    rule: createEndRule(() => isCancelled),
    cancel: async () => {
      isCancelled = true;
      try {
        const token = stepToken(operation.token, 'cancel');
        await beginDeletion(runtime, stackId, token, 'cancel');
      } catch (error) {
        isCancelled = false;
        throw error;
      }
    },
  });
  const last = end.stack ?? { ...stack, StackStatus: 'DELETE_COMPLETE' };
  if (!stackIsHealthy(end.stack)) {
    operation.ended(last);
    throw createFailure(operation, end);
  }
  const settled = metadata
    ? await settleProtection(runtime, operation, last, metadata)
    : last;
  operation.ended(settled);
  operation.completed('create', settled);
}

function createFailure(operation: Operation, end: OperationEnd): Error {
  const { suffix } = operation.ref;
  const status = end.stack?.StackStatus ?? 'DELETE_COMPLETE';
  const isGone = status === 'DELETE_COMPLETE';
  if (operation.signal.aborted && isGone) {
    return new OperationCancelledError(
      `The creation of '${suffix}' was cancelled, and the stack has been deleted again: nothing is left.`,
    );
  }
  const left = isGone
    ? 'Nothing is left: CloudFormation has deleted the stack again. Correct the cause and request the environment again'
    : `The stack TapStack-${suffix} is left in state ${status}: tear the environment down, then request it again`;
  return new StackOperationError(
    `'${suffix}' could not be created. ${tellCause(end)} ${left}.`,
  );
}
