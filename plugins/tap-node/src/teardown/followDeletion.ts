import { Stack } from '@aws-sdk/client-cloudformation';
import { deleteEndRule } from '../watch';
import { followOperation, OperationEnd } from '../operation/followOperation';
import { Operation } from '../operation/Operation';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Follows the deletion of a stack to its end. A deletion cannot be cancelled.
 *
 * @param deletion.token - of the deletion; undefined if another user started it
 * @param deletion.before - the stack before the deletion; undefined if the deletion was found in progress
 */
export function followDeletion(
  runtime: TargetRuntime,
  operation: Operation,
  deletion: { stackId: string; token: string | undefined; before?: Stack },
): Promise<OperationEnd> {
  const { stackId, token, before } = deletion;
  return followOperation(runtime, operation, {
    scope: { stackId, token },
    rule: deleteEndRule(before),
    cancel: async () => {
      // A cancelled creation is deleted anyway.
      if (operation.kind === 'delete') {
        operation.notice(
          'A teardown cannot be cancelled: CloudFormation continues to delete the stack.',
        );
      }
    },
  });
}
