import { Stack } from '@aws-sdk/client-cloudformation';
import {
  encodeMetadata,
  EnvironmentMetadata,
  METADATA_PARAMETER,
} from '@tap/plugin-tap-common';
import { parseTemplate, primaryDatabase, StackStatus } from '../stack';
import { Operation } from './Operation';
import { TargetRuntime } from './TargetRuntime';
import { stepToken } from './tokens';
import { updateInPlace } from './updateInPlace';

/**
 * Makes the protection of a complete stack what its retention promises: both deletion protections on for `retain`, the
 * stack's off for the others. A create cannot do it, since a failed one must be able to clean up.
 *
 * @returns the stack afterwards
 * @internal
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
    ? protectDatabase(runtime, operation, settled, metadata)
    : settled;
}

/** Changes one property of the template that the stack has, whatever the portal's own template is by now. */
async function protectDatabase(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  metadata: EnvironmentMetadata,
): Promise<Stack> {
  const template = parseTemplate(await runtime.stacks.template(stack.StackId!));
  const database = primaryDatabase(template)?.[1];
  if (
    !database ||
    database.Properties?.DeletionProtection === true ||
    !StackStatus.of(stack.StackStatus!).canBeUpdated
  ) {
    return stack;
  }
  operation.notice('Switching on the deletion protection of the database');
  database.Properties = { ...database.Properties, DeletionProtection: true };
  return updateInPlace(runtime, operation, stack, {
    token: stepToken(operation.token, 'protect'),
    templateBody: JSON.stringify(template),
    parameters: { [METADATA_PARAMETER]: encodeMetadata(metadata) },
  });
}
