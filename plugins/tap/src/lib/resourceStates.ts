import {
  isCausalFailure,
  ResourceProgress,
  ResourceState,
  resourceState,
} from '@tap/plugin-tap-common';

/** The resources of an operation, by where they stand; within a state, the newest news first. */
export type ResourcesByState = Record<ResourceState, ResourceProgress[]>;

/**
 * Sorts resources by the newest event of each. The stack's own events are left out: it is not one of its
 * resources.
 *
 * @param events - the newest last
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
 * The event of the resource that failed first, and not because another one failed.
 *
 * @param events - the newest last
 */
export function firstFailure(
  events: ResourceProgress[],
): ResourceProgress | undefined {
  return events.find(isCausalFailure);
}
