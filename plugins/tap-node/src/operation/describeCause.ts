import { Stack } from '@aws-sdk/client-cloudformation';
import { StackStatus } from '@tap/plugin-tap-common';
import { Target } from '../config';
import { firstCause } from '../watch';
import { describeAssociation } from './describeAssociation';
import { OperationEnd } from './followOperation';

/**
 * Describes the first cause of a failure in sentences.
 *
 * @param target - where the stack is
 */
export function describeCause(
  end: OperationEnd,
  target: Pick<Target, 'endpoint' | 'region'>,
): string {
  const cause = firstCause([...end.events]);
  if (cause) {
    const text = sentence(
      `${cause.logicalId} (${cause.resourceType}) failed: ${cause.reason}`,
    );
    const more = describeAssociation(cause, target);
    return more === undefined ? text : `${text} ${more}`;
  }
  const reason = end.stack?.StackStatusReason;
  return reason
    ? sentence(`CloudFormation reports: ${reason}`)
    : 'The reason could not be read. See the events of the stack in the CloudFormation console.';
}

/** Whether the stack is complete. */
export function stackIsHealthy(stack: Stack | undefined): stack is Stack {
  return stack !== undefined && StackStatus.of(stack.StackStatus!).isComplete;
}

/** The text with a full stop at the end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
