import { ResourceProgress } from '@tap/plugin-tap-common';

/** Where one resource stands in the operation under way. */
export type ResourceState = 'failed' | 'busy' | 'done';

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
    result[stateOf(event.status)].push(event);
  }
  return result;
}

function stateOf(status: string): ResourceState {
  if (status.endsWith('_FAILED')) {
    return 'failed';
  }
  return status.endsWith('_IN_PROGRESS') ? 'busy' : 'done';
}

/**
 * The event that began a failure. CloudFormation cancels everything else that is under way when a resource
 * fails, and reports each as failed, too; those are echoes and not causes.
 *
 * @param events - the newest last
 */
export function firstFailure(
  events: ResourceProgress[],
): ResourceProgress | undefined {
  return events.find(
    ({ status, reason }) =>
      status.endsWith('_FAILED') &&
      !/^Resource (?:creation|update) cancelled/i.test(reason ?? ''),
  );
}
