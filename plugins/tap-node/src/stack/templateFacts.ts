import { StackResource, StackTemplate } from '../stackModule';

export function parseTemplate(body: string): StackTemplate {
  return JSON.parse(body) as StackTemplate;
}

/** How many resources a template has. */
export function resourceCount(template: StackTemplate): number {
  return Object.keys(template.Resources ?? {}).length;
}

/** Storage of a database in GiB. A read replica has as much as its source, and its resource does not repeat it. */
export function storageOf(
  { Properties = {} }: StackResource,
  resources: Record<string, StackResource>,
): number {
  const source = Properties.SourceDBInstanceIdentifier as
    | { Ref?: string }
    | undefined;
  const { AllocatedStorage } =
    resources[source?.Ref ?? '']?.Properties ?? Properties;
  return Number(AllocatedStorage ?? 0);
}
