import { PlannedChange } from './plan';

/** Number of resources of one type in a plan. @public */
export interface ResourceCount {
  /** For example `AWS::EC2::Subnet`. */
  resourceType: string;
  count: number;
}

/**
 * Counts the resources of a plan by type. A creation has too many resources to list each of them.
 *
 * @param changes - of the plan
 * @returns sorted by type
 * @public
 */
export function resourceCounts(changes: PlannedChange[]): ResourceCount[] {
  const counts = new Map<string, number>();
  for (const { resourceType } of changes) {
    counts.set(resourceType, (counts.get(resourceType) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([resourceType, count]) => ({ resourceType, count }));
}
