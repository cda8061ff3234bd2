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
import { stepToken } from '../operation/tokens';
import { UpdateFailureTexts, updateInPlace } from '../operation/updateInPlace';

/** What a change of the metadata does in addition. */
export interface MetadataEffect {
  /** Throws if the environment does not allow the change. Only reads. */
  check(stack: Stack, metadata: EnvironmentMetadata): Promise<void>;
  /** Values of other parameters of the template, which change in the same update. */
  parameters?: Record<string, string>;
  /** How the error reads if the update fails. */
  failure?: UpdateFailureTexts;
  /** Called after the change of the metadata, also if they have the value already. Can be repeated. */
  apply?(stack: Stack): Promise<void>;
  /** Called if `apply` failed, before the metadata are changed back. */
  revert?(stack: Stack): Promise<void>;
}

/**
 * Changes only parameters, with the current template: the metadata and those of the effect, so that the database cannot change.
 *
 * @param change - returns the new metadata; throws if the environment does not allow the change
 * @param effect - if the change has one; if it fails, the metadata are changed back
 */
export async function changeMetadata(
  runtime: TargetRuntime,
  operation: Operation,
  options: OperationOptions,
  change: (metadata: EnvironmentMetadata) => EnvironmentMetadata,
  effect?: MetadataEffect,
): Promise<void> {
  const { suffix } = operation.ref;
  const { stack, metadata } = await findOwn(runtime, suffix, options);
  const isOurs =
    options.resumed === true &&
    (await hasToken(runtime, stack.StackId!, options.token));
  if (isOurs) {
    await attachToOperation(runtime, operation, stack, options.token);
    return;
  }
  assertCanBeUpdated({ suffix, stackStatus: stack.StackStatus! });
  await effect?.check(stack, metadata);
  const { pendingChange } = metadata;
  const changed = changedMetadataValue(runtime, stack, {
    ...change(metadata),
    // The remaining updates of the pending change keep this one.
    pendingChange: pendingChange && change(pendingChange),
  });
  if (changed === metadataValueOf(stack)) {
    await effect?.apply?.(stack);
    operation.completed('none', stack);
    return;
  }
  assertNotCancelled(operation);
  await carryOut(runtime, operation, stack, { metadata: changed, effect });
}

/**
 * Checks whether {@link changeMetadata} would reject a change. Only reads.
 *
 * @param check - that of the effect
 */
export async function checkMetadataChange(
  runtime: TargetRuntime,
  suffix: string,
  options: Pick<OperationOptions, 'stackId'>,
  check: MetadataEffect['check'],
): Promise<void> {
  const { stack, metadata } = await findOwn(runtime, suffix, options);
  assertCanBeUpdated({ suffix, stackStatus: stack.StackStatus! });
  await check(stack, metadata);
}

/** The stack of an environment of this portal. */
async function findOwn(
  runtime: TargetRuntime,
  suffix: string,
  { stackId }: Pick<OperationOptions, 'stackId'>,
): Promise<{ stack: Stack; metadata: EnvironmentMetadata }> {
  const stack = await findStack(runtime, suffix, stackId);
  const environment = stack && stackToEnvironment(stack, runtime.target);
  const metadata = stack && metadataOf(stack);
  if (!stack || !metadata || environment?.portal !== runtime.portal) {
    throw stack && !StackStatus.of(stack.StackStatus!).isGone
      ? new ConflictError(
          `suffix: '${suffix}' was not created by this portal and cannot be changed here; nothing was done.`,
        )
      : new NotFoundError(
          `suffix: there is no environment '${suffix}' on target '${runtime.target.name}'; nothing was done.`,
        );
  }
  return { stack, metadata };
}

async function carryOut(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  { metadata, effect }: { metadata: string; effect?: MetadataEffect },
): Promise<void> {
  operation.fold.expect(1);
  const end = await updateInPlace(runtime, operation, stack, {
    token: operation.token,
    parameters: { ...effect?.parameters, [METADATA_PARAMETER]: metadata },
    onAccepted: () => operation.accepted('update', stack, false),
    failure: effect?.failure,
  });
  if (effect) {
    await apply(runtime, operation, { before: stack, after: end, effect });
  }
  operation.ended(end);
  operation.completed('update', end);
}

/** A process that dies in between leaves the new metadata, and the portal repeats the effect. */
async function apply(
  runtime: TargetRuntime,
  operation: Operation,
  {
    before,
    after,
    effect,
  }: { before: Stack; after: Stack; effect: MetadataEffect },
): Promise<void> {
  try {
    await effect.apply?.(after);
  } catch (error) {
    await effect.revert?.(after).catch(() => {
      // The error of the effect says more, and usually has the same cause.
    });
    const reverted = await updateInPlace(runtime, operation, after, {
      token: stepToken(operation.token, 'revert'),
      parameters: { [METADATA_PARAMETER]: metadataValueOf(before)! },
    });
    operation.ended(reverted);
    throw error;
  }
}
