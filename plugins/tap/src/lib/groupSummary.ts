import {
  EnvironmentResource,
  ResourceState,
  resourceState,
} from '@tap/plugin-tap-common';

type Statuses = Array<Pick<EnvironmentResource, 'status'>>;

/** Number and states of a group of resources, for example `12 resources, 1 failed, 2 in progress`. */
export function groupSummary(resources: Statuses): string {
  const count = (state: ResourceState) =>
    resources.filter(({ status }) => resourceState(status) === state).length;
  const failed = count('failed');
  const busy = count('busy');
  return [
    resources.length === 1 ? '1 resource' : `${resources.length} resources`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(busy > 0 ? [`${busy} in progress`] : []),
    ...(failed + busy === 0 ? ['complete'] : []),
  ].join(', ');
}

/** Whether a resource of the group failed. */
export function needsAttention(resources: Statuses): boolean {
  return resources.some(({ status }) => resourceState(status) === 'failed');
}
