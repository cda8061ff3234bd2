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
 * Applies the retention to a complete stack: enables both deletion protections for `retain`, disables that of the stack
 * for the others, and enables the final snapshot for `snapshot`. The creation itself cannot do this, because a failed
 * creation must be cleaned up.
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
        notice: 'Enabling the deletion protection of the database',
        metadata,
      })
    : promiseSnapshot(runtime, operation, settled, metadata);
}

/**
 * Enables the final snapshot on deletion of a complete stack if its retention requires one. Until then, CloudFormation
 * keeps the database itself.
 *
 * @param onDue - called before the first change, if any
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
    notice: 'Enabling the final snapshot on deletion',
    // CloudFormation does not treat a changed policy as an update, so the metadata change, too.
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
    /** Called before the first change. */
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
