import { PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { TapStackPropsError } from './TapStackPropsError';

/** Major versions of PostgreSQL that the stack is tested with. @public */
export const ENGINE_MAJOR_VERSIONS = ['15', '16', '17', '18'] as const;

/** Major version of an environment that names none. @public */
export const DEFAULT_ENGINE_VERSION = '17';

/** A version of PostgreSQL, exactly. @public */
export interface EngineVersion {
  /** For example `17`. */
  major: string;
  /** For example `17.9`. */
  full: string;
}

/**
 * Makes an exact version out of what was asked for.
 *
 * @param requested - a major version, for which the newest minor version that
 *   aws-cdk-lib knows is taken, or an exact minor version, which is taken as is
 * @throws TapStackPropsError for anything else
 * @public
 */
export function resolveEngineVersion(
  requested: string = DEFAULT_ENGINE_VERSION,
  field: string = 'engineVersion',
): EngineVersion {
  const [, major, minor] = /^(\d+)(?:\.(\d+))?$/.exec(requested) ?? [];
  if (!(ENGINE_MAJOR_VERSIONS as readonly string[]).includes(major)) {
    throw new TapStackPropsError({
      field,
      rule: `'${requested}' must be a major version of PostgreSQL (${ENGINE_MAJOR_VERSIONS.join(
        ', ',
      )}) or an exact minor version of one`,
      example: `'${DEFAULT_ENGINE_VERSION}' or '${DEFAULT_ENGINE_VERSION}.5'`,
    });
  }
  return { major, full: `${major}.${minor ?? newestMinor(major)}` };
}

/** aws-cdk-lib names the versions it knows as static members, `VER_17_9`. */
function newestMinor(major: string): number {
  const minors = Object.getOwnPropertyNames(PostgresEngineVersion)
    .map(name => new RegExp(`^VER_${major}_(\\d+)$`).exec(name)?.[1])
    .filter(minor => minor !== undefined);
  return Math.max(...minors.map(Number));
}
