import { NotFoundError } from '@backstage/errors';
import { TAGS } from '@tap/plugin-tap-common';
import { metadataOf, StackStatus, stackToEnvironment, tagsOf } from '../stack';
import { attachToOperation } from './attachToOperation';
import { Operation } from './Operation';
import { settleProtection } from './settleProtection';
import { TargetRuntime } from './TargetRuntime';

/**
 * Follows what is under way on a stack that nobody watches, and does what was left undone on one at rest.
 *
 * @internal
 */
export async function followStack(
  runtime: TargetRuntime,
  operation: Operation,
  stackId: string,
): Promise<void> {
  const stack = await runtime.stacks.describe(stackId);
  if (!stack || !stackToEnvironment(stack, runtime.target)) {
    throw new NotFoundError(`stackId: there is no environment ${stackId}`);
  }
  const status = StackStatus.of(stack.StackStatus!);
  if (status.isInProgress) {
    await attachToOperation(runtime, operation, stack, undefined);
    return;
  }
  const metadata = metadataOf(stack);
  const isOurs = tagsOf(stack)[TAGS.portal] === runtime.portal;
  const settled =
    isOurs && metadata && status.canBeUpdated
      ? await settleProtection(runtime, operation, stack, metadata)
      : stack;
  operation.completed('none', settled);
}
