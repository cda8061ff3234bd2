/** Construct IDs that say nothing. */
const SILENT = new Set(['Resource', 'Default', 'Network']);

/**
 * The logical ID of what stands at a path of construct IDs: the IDs themselves,
 * without the hash that CDK would add. Readable in events, and as stable as the
 * names in the code. Two paths with one ID are refused by CDK at synthesis.
 *
 * @param path - construct IDs below the stack, for example `['Database', 'Instance']`
 */
export function logicalId(path: string[]): string {
  return path
    .filter(part => !SILENT.has(part))
    .join('')
    .replace(/[^A-Za-z0-9]/g, '');
}
