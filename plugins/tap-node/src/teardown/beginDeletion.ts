import { isNamed } from '../aws/awsErrors';
import { CallPriority } from '../aws/RateBudget';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Starts the deletion of a stack, unless an earlier run under this token has done so.
 *
 * @param token - client request token of this deletion
 * @returns whether it has begun now; false where the token was used before, so that the deletion is under way or over
 * @internal
 */
export async function beginDeletion(
  runtime: TargetRuntime,
  stackId: string,
  token: string,
  priority: CallPriority = 'mutation',
): Promise<boolean> {
  try {
    await runtime.stacks.delete(stackId, {
      token,
      roleArn: runtime.target.serviceRoleArn,
      priority,
    });
    return true;
  } catch (error) {
    if (isNamed(error, 'TokenAlreadyExistsException')) {
      return false;
    }
    throw error;
  }
}
