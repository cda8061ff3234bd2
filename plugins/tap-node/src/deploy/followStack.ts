import { Stack } from '@aws-sdk/client-cloudformation';
import { NotFoundError } from '@backstage/errors';
import { StackStatus, TAGS } from '@tap/plugin-tap-common';
import { metadataOf, stackToEnvironment, tagsOf } from '../stack';
import { FollowOptions } from '../TapEngine';
import { isStackEvent } from '../watch';
import { attachToCreation, attachToOperation } from './attachToOperation';
import { isSettlingCreation } from './isSettlingCreation';
import { readCreationEnding } from './creationEnding';
import { Operation } from '../operation/Operation';
import { settleProtection } from '../operation/settleProtection';
import { TargetRuntime } from '../operation/TargetRuntime';
import { readRemains } from '../teardown/readRemains';
import { finishChange } from './updateEnvironment';

/**
 * Follows the operation in progress on a stack without a watcher, and completes the creation of a stack at rest:
 * applies the retention, or deletes the resources that a failed or cancelled creation has left. A failed deletion of
 * another initiator is not repeated. The remaining updates of a change that was not cancelled are carried out.
 */
export async function followStack(
  runtime: TargetRuntime,
  operation: Operation,
  stackId: string,
  { cancelledAt }: Pick<FollowOptions, 'cancelledAt'> = {},
): Promise<void> {
  const stack = await runtime.stacks.describe(stackId);
  if (!stack || !stackToEnvironment(stack, runtime.target)) {
    throw new NotFoundError(`stackId: there is no environment ${stackId}`);
  }
  const status = StackStatus.of(stack.StackStatus!);
  const isCancelled =
    cancelledAt !== undefined &&
    (status.isInProgress ||
      (await wasCreatedAfter(runtime, stack, cancelledAt)));
  if (isCancelled) {
    operation.cancelWith(AbortSignal.abort());
  }
  if (
    status.operation === 'delete' &&
    (await readCreationEnding(runtime, stack))
  ) {
    await attachToCreation(runtime, operation, stack);
    return;
  }
  if (status.isInProgress || isCancelled) {
    await attachToOperation(runtime, operation, stack, undefined);
    return;
  }
  const metadata = metadataOf(stack);
  const isOurs = tagsOf(stack)[TAGS.portal] === runtime.portal;
  const pending =
    isOurs && cancelledAt === undefined && status.isComplete
      ? metadata?.pendingChange
      : undefined;
  if (pending) {
    await finishChange(runtime, operation, stack, pending);
    return;
  }
  const settled =
    isOurs && metadata && status.canBeUpdated
      ? await settleProtection(runtime, operation, stack, metadata)
      : stack;
  operation.completed(
    'none',
    settled,
    status.isGone
      ? await readRemains(runtime, stack, metadata?.retention)
      : undefined,
  );
}

/**
 * Whether a creation, or the update that applies its retention, ended after a cancellation that was not carried out
 * completely.
 */
async function wasCreatedAfter(
  runtime: TargetRuntime,
  stack: Stack,
  cancelledAt: string,
): Promise<boolean> {
  const status = stack.StackStatus!;
  const isCreation =
    status === 'CREATE_COMPLETE' ||
    (status === 'UPDATE_ROLLBACK_COMPLETE' &&
      (await isSettlingCreation(runtime, stack)));
  if (!isCreation) {
    return false;
  }
  const page = await runtime.stacks.events(
    stack.StackId!,
    undefined,
    'mutation',
  );
  const end = page.StackEvents?.find(
    event => isStackEvent(event) && event.ResourceStatus === status,
  );
  return (end?.Timestamp?.getTime() ?? 0) > Date.parse(cancelledAt);
}
