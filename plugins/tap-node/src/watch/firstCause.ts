import { StackEvent } from '@aws-sdk/client-cloudformation';
import { isCausalFailure } from '@tap/plugin-tap-common';

/** Why an operation failed. */
export interface Cause {
  logicalId: string;
  resourceType: string;
  physicalId?: string;
  reason: string;
  /** Time from the first event of the resource to its failure. */
  seconds: number;
}

/**
 * The first cause of the failure of an operation: the earliest failed event of a resource that was not cancelled
 * because of another one.
 *
 * @param events - of one operation, oldest first
 * @returns undefined if none failed or could be read
 */
export function firstCause(events: StackEvent[]): Cause | undefined {
  const event = events.find(isCause);
  if (!event) {
    return undefined;
  }
  const { LogicalResourceId, PhysicalResourceId, Timestamp } = event;
  const first = events.find(
    each => each.LogicalResourceId === LogicalResourceId,
  );
  return {
    logicalId: LogicalResourceId ?? '',
    resourceType: event.ResourceType ?? '',
    physicalId: PhysicalResourceId || undefined,
    reason: event.ResourceStatusReason ?? 'AWS gave no reason',
    seconds: (Timestamp!.getTime() - first!.Timestamp!.getTime()) / 1000,
  };
}

/** Whether the event is about the stack itself, not about a resource. */
export function isStackEvent(event: StackEvent): boolean {
  return event.PhysicalResourceId === event.StackId;
}

function isCause(event: StackEvent): boolean {
  return (
    !isStackEvent(event) &&
    isCausalFailure({
      status: event.ResourceStatus ?? '',
      reason: event.ResourceStatusReason,
    })
  );
}
