/** Construct IDs that are omitted. */
const SILENT = new Set(['Resource', 'Default', 'Network']);

/**
 * The logical ID of a construct path: the construct IDs without CDK's hash. It
 * is readable in events and stable. CDK rejects duplicates on synthesis.
 *
 * @param path - construct IDs below the stack, for example `['Database', 'Instance']`
 */
export function logicalId(path: string[]): string {
  return path
    .filter(part => !SILENT.has(part))
    .join('')
    .replace(/[^A-Za-z0-9]/g, '');
}
