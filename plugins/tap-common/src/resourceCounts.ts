import { PlannedChange } from './plan';

/** How many resources of one type a plan has. @public */
export interface ResourceCount {
  /** Such as `AWS::EC2::Subnet`. */
  resourceType: string;
  count: number;
}

/**
 * Counts what a plan makes, by type: what is told of a creation, which has too many resources to tell each.
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
