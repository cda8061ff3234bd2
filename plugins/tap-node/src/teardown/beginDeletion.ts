import { isNamed } from '../aws/awsErrors';
import { CallPriority } from '../aws/RateBudget';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Starts the deletion of a stack, unless an earlier run with this token has started it.
 *
 * @param token - client request token of this deletion
 * @returns whether it was started; false if the token was used before, so that the deletion is in progress or ended
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
