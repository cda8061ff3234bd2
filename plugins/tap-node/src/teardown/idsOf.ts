import { StackResourceSummary } from '@aws-sdk/client-cloudformation';

/**
 * Physical IDs of a stack's resources of a type.
 */
export function idsOf(
  resources: StackResourceSummary[],
  type: string,
): string[] {
  return resources.flatMap(({ ResourceType, PhysicalResourceId }) =>
    ResourceType === type && PhysicalResourceId ? [PhysicalResourceId] : [],
  );
}
