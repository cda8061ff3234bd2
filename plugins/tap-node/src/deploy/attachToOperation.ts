import { Stack } from '@aws-sdk/client-cloudformation';
import { StackStatus } from '@tap/plugin-tap-common';
import { metadataOf } from '../stack';
import { StackOperationError } from '../operation/errors';
import { finishCreate } from './finishCreate';
import { isSettlingCreation } from './isSettlingCreation';
import { finishTeardown } from '../teardown/finishTeardown';
import { finishChange } from './updateEnvironment';
import { Operation } from '../operation/Operation';
import { settleProtection } from '../operation/settleProtection';
import { TargetRuntime } from '../operation/TargetRuntime';
import { followUpdate } from '../operation/updateInPlace';

/**
 * Follows the current or last operation of the stack to its end.
 *
 * @param token - token of the operation; undefined for the operation in progress
 */
export async function attachToOperation(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  token: string | undefined,
): Promise<void> {
  const status = StackStatus.of(stack.StackStatus!);
  if (status.operation === 'delete') {
    operation.accepted('delete', stack, true);
    await finishTeardown(runtime, operation, stack, { token });
    return;
  }
  const isCreation =
    status.operation === 'create' ||
    (operation.signal.aborted && (await isSettlingCreation(runtime, stack)));
  if (isCreation) {
    await attachToCreation(runtime, operation, stack);
    return;
  }
  operation.accepted('update', stack, true);
  await finishUpdate(runtime, operation, stack, token);
}

/**
 * Follows a creation to its end: also one whose stack is being deleted, or is deleted, because it failed or was
 * cancelled.
 */
export async function attachToCreation(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
): Promise<void> {
  operation.accepted('create', stack, true);
  await finishCreate(runtime, operation, stack, metadataOf(stack));
}

async function finishUpdate(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  token: string | undefined,
): Promise<void> {
  const end = await followUpdate(runtime, operation, {
    stack,
    token,
    before: undefined,
  });
  const metadata = metadataOf(end);
  if (!metadata) {
    throw new StackOperationError(
      `The stack of '${operation.ref.suffix}' has no metadata: it was updated outside the portal. See its events in the CloudFormation console.`,
    );
  }
  const { pendingChange } = metadata;
  if (pendingChange && token === undefined && !operation.signal.aborted) {
    await finishChange(runtime, operation, end, pendingChange);
    return;
  }
  const settled = await settleProtection(runtime, operation, end, metadata);
  operation.ended(settled);
  operation.completed('update', settled);
}
