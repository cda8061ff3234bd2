import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  EnvironmentMetadata,
  METADATA_PARAMETER,
  StackStatus,
} from '@tap/plugin-tap-common';
import { metadataOf, metadataValueOf, stackToEnvironment } from '../stack';
import { OperationOptions } from '../TapEngine';
import { assertNotCancelled } from '../operation/assertNotCancelled';
import { attachToOperation } from './attachToOperation';
import { assertCanBeUpdated } from './assertCanBeUpdated';
import { findStack, hasToken } from '../operation/findStack';
import { changedMetadataValue } from '../operation/metadataValue';
import { Operation } from '../operation/Operation';
import { TargetRuntime } from '../operation/TargetRuntime';
import { updateInPlace } from '../operation/updateInPlace';

/**
 * Changes only the metadata: the current template and one parameter, so that the database cannot change.
 *
 * @param change - returns the new metadata; throws if the environment does not allow the change
 */
export async function changeMetadata(
  runtime: TargetRuntime,
  operation: Operation,
  options: OperationOptions,
  change: (metadata: EnvironmentMetadata) => EnvironmentMetadata,
): Promise<void> {
  const { suffix, target } = operation.ref;
  const stack = await findStack(runtime, suffix, options.stackId);
  const environment = stack && stackToEnvironment(stack, runtime.target);
  const metadata = stack && metadataOf(stack);
  if (!stack || !metadata || environment?.portal !== runtime.portal) {
    throw stack && !StackStatus.of(stack.StackStatus!).isGone
      ? new ConflictError(
          `suffix: '${suffix}' was not created by this portal and cannot be changed here; nothing was done.`,
        )
      : new NotFoundError(
          `suffix: there is no environment '${suffix}' on target '${target}'; nothing was done.`,
        );
  }
  const isOurs =
    options.resumed === true &&
    (await hasToken(runtime, stack.StackId!, options.token));
  if (isOurs) {
    await attachToOperation(runtime, operation, stack, options.token);
    return;
  }
  assertCanBeUpdated({ suffix, stackStatus: stack.StackStatus! });
  const { pendingChange } = metadata;
  const changed = changedMetadataValue(runtime, stack, {
    ...change(metadata),
    // The remaining updates of the pending change keep this one.
    pendingChange: pendingChange && change(pendingChange),
  });
  if (changed === metadataValueOf(stack)) {
    operation.completed('none', stack);
    return;
  }
  assertNotCancelled(operation);
  await carryOut(runtime, operation, stack, changed);
}

async function carryOut(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  metadata: string,
): Promise<void> {
  operation.fold.expect(1);
  const end = await updateInPlace(runtime, operation, stack, {
    token: operation.token,
    parameters: { [METADATA_PARAMETER]: metadata },
    onAccepted: () => operation.accepted('update', stack, false),
  });
  operation.ended(end);
  operation.completed('update', end);
}
