import { Stack } from '@aws-sdk/client-cloudformation';
import { stepToken } from '../operation/tokens';
import { TargetRuntime } from '../operation/TargetRuntime';
import { isStackEvent } from '../watch';

/**
 * Whether the only update of a stack so far is the one that applies the retention after the creation, as part of the same
 * operation: its token is derived from that of the creation.
 */
export async function isSettlingCreation(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<boolean> {
  let update: string | undefined;
  let next: string | undefined;
  do {
    const page = await runtime.stacks.events(stack.StackId!, next, 'mutation');
    for (const event of page.StackEvents?.filter(isStackEvent) ?? []) {
      const { ClientRequestToken: token, ResourceStatus: status } = event;
      if (status === 'UPDATE_IN_PROGRESS') {
        if (update !== undefined || token === undefined) {
          return false;
        }
        update = token;
      }
      if (status === 'CREATE_IN_PROGRESS') {
        return token !== undefined && update === stepToken(token, 'protect');
      }
    }
    next = page.NextToken;
  } while (next);
  return false;
}
