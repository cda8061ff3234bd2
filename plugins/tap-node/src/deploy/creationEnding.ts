import { Stack, StackEvent } from '@aws-sdk/client-cloudformation';
import { TAGS } from '@tap/plugin-tap-common';
import { tagsOf } from '../stack';
import { isStackEvent } from '../watch';
import { TargetRuntime } from '../operation/TargetRuntime';
import { undoToken } from '../operation/tokens';

/** Why the stack of a creation is deleted. */
export type CreationEnding = 'failed' | 'cancelled';

/**
 * Why CloudFormation deletes, or has deleted, the stack of a creation: the creation failed, or it was cancelled.
 *
 * CloudFormation sets the token of CreateStack on the events of the deletion that OnFailure DELETE causes, too
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html; Terraform's provider for AWS
 * finds the reasons of that deletion by this token). Cancellation and retry have tokens of their own, {@link undoToken}.
 *
 * @param events - the stack's history, in any order; that of the deletion is enough if it was a cancellation
 * @returns undefined if any deletion of the stack had another initiator: a teardown, or a user outside the portal
 */
export function creationEnding(
  stackId: string,
  events: readonly StackEvent[],
): CreationEnding | undefined {
  const tokensOf = (status: string) =>
    events
      .filter(event => isStackEvent(event) && event.ResourceStatus === status)
      .map(event => event.ClientRequestToken);
  const [creation] = tokensOf('CREATE_IN_PROGRESS');
  const deletions = tokensOf('DELETE_IN_PROGRESS');
  const cancellation = undoToken(stackId, 'cancel');
  const own = [creation, cancellation, undoToken(stackId, 'retry')];
  if (
    deletions.length === 0 ||
    !deletions.every(token => token !== undefined && own.includes(token))
  ) {
    return undefined;
  }
  return deletions.includes(cancellation) ? 'cancelled' : 'failed';
}

/**
 * Like {@link creationEnding}, from the stack's events as CloudFormation has them now.
 *
 * @returns undefined also if another portal, or none, made the stack
 */
export async function readCreationEnding(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<CreationEnding | undefined> {
  if (tagsOf(stack)[TAGS.portal] !== runtime.portal) {
    return undefined;
  }
  const events: StackEvent[] = [];
  let next: string | undefined;
  do {
    const page = await runtime.stacks.events(stack.StackId!, next, 'mutation');
    events.push(...(page.StackEvents ?? []));
    next = page.NextToken;
    // A creation does not fail after an update, so older events are not needed.
  } while (next && !events.some(isUpdate));
  return creationEnding(stack.StackId!, events);
}

function isUpdate(event: StackEvent): boolean {
  return isStackEvent(event) && event.ResourceStatus === 'UPDATE_IN_PROGRESS';
}
