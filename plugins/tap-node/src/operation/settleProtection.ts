import { Stack } from '@aws-sdk/client-cloudformation';
import {
  EnvironmentMetadata,
  METADATA_PARAMETER,
  StackStatus,
} from '@tap/plugin-tap-common';
import { isDeepStrictEqual } from 'node:util';
import { parseTemplate } from '../stack';
import { changedMetadataValue } from './metadataValue';
import { Operation } from './Operation';
import { TargetRuntime } from './TargetRuntime';
import { stepToken } from './tokens';
import { updateInPlace } from './updateInPlace';

/**
 * Makes a complete stack what its retention promises: both deletion protections on for `retain`, the stack's off for the
 * others; the final snapshot part of the deletion for `snapshot`. A create cannot do it, since a failed one must be able to
 * clean up.
 *
 * @returns the stack afterwards
 */
export async function settleProtection(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  metadata: EnvironmentMetadata,
): Promise<Stack> {
  const protect = metadata.retention === 'retain';
  if ((stack.EnableTerminationProtection ?? false) !== protect) {
    await runtime.stacks.protect(stack.StackId!, protect);
  }
  const settled = { ...stack, EnableTerminationProtection: protect };
  return protect
    ? settleTemplate(runtime, operation, settled, {
        notice: 'Switching on the deletion protection of the database',
        metadata,
      })
    : promiseSnapshot(runtime, operation, settled, metadata);
}

/**
 * Makes the final snapshot part of the deletion of a complete stack, where its retention promises one and it is not
 * yet: until then CloudFormation would keep the database itself.
 *
 * @param onDue - called before anything is done, where it is
 * @returns the stack afterwards
 */
export async function promiseSnapshot(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  metadata: EnvironmentMetadata,
  onDue: () => void = () => {},
): Promise<Stack> {
  if (metadata.retention !== 'snapshot' || metadata.finalSnapshot) {
    return stack;
  }
  return settleTemplate(runtime, operation, stack, {
    notice: 'Making the final snapshot part of the deletion',
    // A policy alone is no update to CloudFormation; the metadata that tells of it is.
    metadata: { ...metadata, finalSnapshot: true },
    onDue,
  });
}

/** Changes the template that the stack has, whatever the portal's own template is by now. */
async function settleTemplate(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  change: {
    notice: string;
    metadata: EnvironmentMetadata;
    /** Called before anything is done. */
    onDue?: () => void;
  },
): Promise<Stack> {
  const template = parseTemplate(await runtime.stacks.template(stack.StackId!));
  const settled = runtime.stackModule.settle(
    template,
    change.metadata.retention,
  );
  if (
    isDeepStrictEqual(settled, template) ||
    !StackStatus.of(stack.StackStatus!).canBeUpdated
  ) {
    return stack;
  }
  change.onDue?.();
  operation.notice(change.notice);
  return updateInPlace(runtime, operation, stack, {
    token: stepToken(operation.token, 'protect'),
    templateBody: JSON.stringify(settled),
    parameters: {
      [METADATA_PARAMETER]: changedMetadataValue(
        runtime,
        stack,
        change.metadata,
      ),
    },
  });
}
