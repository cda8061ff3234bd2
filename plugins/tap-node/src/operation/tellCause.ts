import { Stack } from '@aws-sdk/client-cloudformation';
import { StackStatus } from '@tap/plugin-tap-common';
import { firstCause } from '../watch';
import { OperationEnd } from './followOperation';

/** The first cause of a failure as a sentence. */
export function tellCause(end: OperationEnd): string {
  const cause = firstCause([...end.events]);
  if (cause) {
    return sentence(
      `${cause.logicalId} (${cause.resourceType}) failed: ${cause.reason}`,
    );
  }
  const reason = end.stack?.StackStatusReason;
  return reason
    ? sentence(`CloudFormation says: ${reason}`)
    : 'CloudFormation gave no reason that could be read; its console shows the events of the stack.';
}

/** Whether the stack is complete. */
export function stackIsHealthy(stack: Stack | undefined): stack is Stack {
  return stack !== undefined && StackStatus.of(stack.StackStatus!).isComplete;
}

/** The text with a full stop, unless it ends a sentence already. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
