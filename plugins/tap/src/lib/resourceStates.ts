import {
  isCausalFailure,
  ResourceProgress,
  ResourceState,
  resourceState,
} from '@tap/plugin-tap-common';

/** The resources of an operation by state; within a state, newest event first. */
export type ResourcesByState = Record<ResourceState, ResourceProgress[]>;

/**
 * Groups resources by the newest event of each. Omits the events of the stack itself.
 *
 * @param events - oldest first
 */
export function resourcesByState(events: ResourceProgress[]): ResourcesByState {
  const newest = new Map<string, ResourceProgress>();
  for (const event of events) {
    if (event.resourceType === 'AWS::CloudFormation::Stack') {
      continue;
    }
    newest.delete(event.logicalId);
    newest.set(event.logicalId, event);
  }
  const result: ResourcesByState = { failed: [], busy: [], done: [] };
  for (const event of [...newest.values()].reverse()) {
    result[resourceState(event.status)].push(event);
  }
  return result;
}

/**
 * The event of the first resource that failed with its own cause.
 *
 * @param events - oldest first
 */
export function firstFailure(
  events: ResourceProgress[],
): ResourceProgress | undefined {
  return events.find(isCausalFailure);
}
