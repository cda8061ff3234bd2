import { Stack } from '@aws-sdk/client-cloudformation';
import { beginDeletion } from './beginDeletion';
import { followDeletion } from './followDeletion';
import { OperationEnd } from '../operation/followOperation';
import { Operation } from '../operation/Operation';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Deletes a stack in DELETE_FAILED again and follows it to its end: CloudFormation deletes what remains of the stack
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html#troubleshooting-errors-delete-stack-fails).
 * A stack with termination protection is left as it is, because CloudFormation rejects its deletion.
 *
 * @param failed - the stack, as it was read after the failed deletion
 * @param token - client request token of the retry: the same for the same failed deletion, so that there is one retry
 *   even if several processes ask for it or one dies after the call. A retry that is already over is only read
 */
export async function retryDeletion(
  runtime: TargetRuntime,
  operation: Operation,
  failed: Stack,
  token: string,
): Promise<OperationEnd> {
  if (failed.EnableTerminationProtection) {
    return { stack: failed, events: [] };
  }
  const stackId = failed.StackId!;
  if (await beginDeletion(runtime, stackId, token)) {
    operation.notice(
      `CloudFormation could not delete every resource of the stack. The deletion is retried once. ${
        failed.StackStatusReason ?? ''
      }`.trim(),
    );
  }
  return followDeletion(runtime, operation, { stackId, token, before: failed });
}
