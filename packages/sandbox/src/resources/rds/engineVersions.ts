/** The newest minor version that RDS offers, by major version. */
const NEWEST_MINORS: Record<number, number> = { 15: 17, 16: 13, 17: 9, 18: 3 };

/** The first minor version of a major version that RDS offers. */
const OLDEST_MINORS: Record<number, number> = { 15: 2, 16: 1, 17: 1, 18: 1 };

/** A version of PostgreSQL. */
export interface EngineVersion {
  major: number;
  minor: number;
}

/** All versions that RDS offers, oldest first. */
export function engineVersions(): EngineVersion[] {
  return Object.keys(NEWEST_MINORS)
    .map(Number)
    .flatMap(major =>
      Array.from(
        { length: NEWEST_MINORS[major] - OLDEST_MINORS[major] + 1 },
        (_, index) => ({ major, minor: OLDEST_MINORS[major] + index }),
      ),
    );
}

/**
 * Parses a version as RDS does: a major version means its newest minor version.
 *
 * @returns undefined for a version that RDS does not offer
 */
export function parseEngineVersion(version: string): EngineVersion | undefined {
  const [, major, minor] = /^(\d+)(?:\.(\d+))?$/.exec(version) ?? [];
  const wanted = {
    major: Number(major),
    minor: Number(minor ?? NEWEST_MINORS[Number(major)]),
  };
  return engineVersions().find(
    each => each.major === wanted.major && each.minor === wanted.minor,
  );
}

/** The newest minor version of the same major version that RDS offers. */
export function newestMinorVersion(version: string): string {
  const { major } = parseEngineVersion(version)!;
  return formatEngineVersion({ major, minor: NEWEST_MINORS[major] });
}

/** As a string: `17.9`. */
export function formatEngineVersion({ major, minor }: EngineVersion): string {
  return `${major}.${minor}`;
}
