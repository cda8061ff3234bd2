import { ResourceChange } from '@aws-sdk/client-cloudformation';

/** Names of the properties and attributes that cause the change of a resource, sorted. */
export function causesOf(change: ResourceChange): string[] {
  const names = (change.Details ?? []).map(
    ({ Target }) => Target?.Name ?? Target?.Attribute ?? '',
  );
  return [...new Set(names)].filter(Boolean).sort();
}
