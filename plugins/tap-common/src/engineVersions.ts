/** Supported PostgreSQL major versions. @public */
export const POSTGRES_MAJOR_VERSIONS = ['15', '16', '17', '18'] as const;

/** Rule for the version in a request: one of the major versions, or an exact minor version of it. @public */
export const ENGINE_VERSION_PATTERN = `^(?:${POSTGRES_MAJOR_VERSIONS.join(
  '|',
)})(?:\\.[0-9]{1,2})?$`;

/**
 * The newest of exact versions of PostgreSQL, such as `17.9`.
 *
 * @public
 */
export function newestVersion(...versions: [string, ...string[]]): string {
  return versions.reduce((newest, version) =>
    compareVersions(version, newest) > 0 ? version : newest,
  );
}

function compareVersions(a: string, b: string): number {
  const [majorA, minorA = 0] = a.split('.').map(Number);
  const [majorB, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}
