import { Stack } from '@aws-sdk/client-cloudformation';
import { stackToEnvironment, StackStatus } from '../stack';
import { causes, deleteEndRule } from '../watch';
import { beginDeletion } from './beginDeletion';
import { StackOperationError } from './errors';
import { followOperation, OperationEnd } from './followOperation';
import { keptResources } from './keptResources';
import { Operation } from './Operation';
import { TargetRuntime } from './TargetRuntime';
import { stepToken } from './tokens';

/**
 * Waits until the stack is gone, tries once more where its deletion has failed, and tells what is left.
 *
 * @param deletion.token - undefined where somebody else began it
 * @param deletion.before - the stack before; undefined where the deletion was found under way
 * @internal
 */
export async function finishTeardown(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  deletion: { token: string | undefined; before?: Stack },
): Promise<void> {
  const retryToken = stepToken(operation.token, 'retry');
  let end = await follow(runtime, operation, stack, deletion);
  if (isFailed(end) && deletion.token !== retryToken) {
    operation.notice(
      `CloudFormation could not delete everything, and tries once more: ${failures(
        end,
      )}`,
    );
    const isNew = await beginDeletion(runtime, stack.StackId!, retryToken);
    end = await follow(runtime, operation, stack, {
      token: retryToken,
      before: isNew ? end.stack : undefined,
    });
  }
  const last = end.stack ?? { ...stack, StackStatus: 'DELETE_COMPLETE' };
  operation.ended(last);
  if (isFailed(end)) {
    throw new StackOperationError(
      `'${
        operation.ref.suffix
      }' could not be torn down completely; its stack is in state DELETE_FAILED. ${failures(
        end,
      )} Everything else is gone. Remove what stands in the way, then tear the environment down again.`,
    );
  }
  const kept = await keptResources(
    runtime,
    last,
    stackToEnvironment(stack, runtime.target)?.retention,
  );
  operation.completed('delete', last, kept);
}

function follow(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  deletion: { token: string | undefined; before?: Stack },
): Promise<OperationEnd> {
  return followOperation(runtime, operation, {
    scope: { stackId: stack.StackId!, token: deletion.token },
    rule: deleteEndRule(deletion.before),
    cancel: async () =>
      operation.notice(
        'A teardown cannot be cancelled: CloudFormation goes on deleting.',
      ),
  });
}

function isFailed(end: OperationEnd): boolean {
  return (
    end.stack !== undefined &&
    StackStatus.of(end.stack.StackStatus!).isDeleteFailed
  );
}

function failures(end: OperationEnd): string {
  const failed = causes([...end.events]);
  return failed.length > 0
    ? failed
        .map(
          cause =>
            `${cause.logicalId} (${cause.resourceType}): ${cause.reason}`,
        )
        .join(' ')
    : end.stack?.StackStatusReason ??
        'No reason could be read; the CloudFormation console shows the events of the stack.';
}
