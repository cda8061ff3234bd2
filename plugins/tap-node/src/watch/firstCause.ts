import { StackEvent } from '@aws-sdk/client-cloudformation';

/** Why an operation failed. @internal */
export interface Cause {
  logicalId: string;
  resourceType: string;
  reason: string;
}

/** CloudFormation's words for resources that had nothing to do with it: they were stopped because another failed. */
const ECHO = /^Resource (creation|update|deletion|import) cancelled/i;

/**
 * The first causal error of an operation: the earliest failed event that is not the echo of another one.
 *
 * @param events - of one operation, oldest first
 * @returns undefined where none failed, or none could be read
 * @internal
 */
export function firstCause(events: StackEvent[]): Cause | undefined {
  return causes(events)[0];
}

/**
 * Every failed resource that is not an echo, oldest first, each once.
 *
 * @internal
 */
export function causes(events: StackEvent[]): Cause[] {
  const found = new Map<string, Cause>();
  for (const event of events) {
    const logicalId = event.LogicalResourceId ?? '';
    if (isCause(event) && !found.has(logicalId)) {
      found.set(logicalId, {
        logicalId,
        resourceType: event.ResourceType ?? '',
        reason: event.ResourceStatusReason ?? 'AWS gave no reason',
      });
    }
  }
  return [...found.values()];
}

/** Whether the event tells of the stack itself and not of a resource. @internal */
export function isStackEvent(event: StackEvent): boolean {
  return event.PhysicalResourceId === event.StackId;
}

function isCause(event: StackEvent): boolean {
  return (
    !isStackEvent(event) &&
    (event.ResourceStatus ?? '').endsWith('_FAILED') &&
    !ECHO.test(event.ResourceStatusReason ?? '')
  );
}
