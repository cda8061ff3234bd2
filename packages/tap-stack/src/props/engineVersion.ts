import { PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { TapStackPropsError } from './TapStackPropsError';

/** Supported major versions of PostgreSQL. @public */
export const ENGINE_MAJOR_VERSIONS = ['15', '16', '17', '18'] as const;

/** Default major version. @public */
export const DEFAULT_ENGINE_VERSION = '17';

/** An exact version of PostgreSQL. @public */
export interface EngineVersion {
  /** For example `17`. */
  major: string;
  /** For example `17.9`. */
  full: string;
}

/**
 * Resolves a requested version.
 *
 * @param requested - a major version, which is resolved to the newest minor
 *   version in aws-cdk-lib, or an exact minor version
 * @throws TapStackPropsError for any other value
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

/** aws-cdk-lib defines its versions as static members, `VER_17_9`. */
function newestMinor(major: string): number {
  const minors = Object.getOwnPropertyNames(PostgresEngineVersion)
    .map(name => new RegExp(`^VER_${major}_(\\d+)$`).exec(name)?.[1])
    .filter(minor => minor !== undefined);
  return Math.max(...minors.map(Number));
}
