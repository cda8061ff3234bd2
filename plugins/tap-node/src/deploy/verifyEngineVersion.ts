import type { DBEngineVersion } from '@aws-sdk/client-rds';
import { InputError } from '@backstage/errors';
import { TargetRuntime } from '../operation/TargetRuntime';

/** Number of versions in the error. */
const NEAREST = 3;

/**
 * Checks before any change that RDS offers an exact version of PostgreSQL, or upgrades a database from another version
 * to it. A major version alone is not checked, because the stack selects the minor version.
 *
 * @param version - such as 17.9
 * @param from - current version of the database; undefined for a new one
 * @throws InputError with the nearest valid versions
 */
export async function verifyEngineVersion(
  runtime: TargetRuntime,
  version: string,
  from?: string,
): Promise<void> {
  const [major, minor] = version.split('.');
  if (minor === undefined || version === from) {
    return;
  }
  const known = await runtime.facts.engineVersions(major);
  const passing = from
    ? upgradeTargets(known, from, major)
    : known
        .filter(({ Status }) => Status !== 'deprecated')
        .map(({ EngineVersion }) => EngineVersion!);
  if (!passing.includes(version)) {
    const nearest = nearestVersions(version, passing).join(', ');
    const rule = from
      ? `RDS does not upgrade PostgreSQL ${from} to ${version}`
      : `RDS does not offer PostgreSQL ${version} in ${runtime.target.region}`;
    throw new InputError(
      `engineVersion: ${rule}; ${
        nearest
          ? `the nearest valid versions: ${nearest}`
          : 'no version is valid'
      }`,
    );
  }
}

/** Minor versions that RDS upgrades to from another; RDS also returns them for versions that it no longer offers. */
function upgradeTargets(
  known: DBEngineVersion[],
  from: string,
  major: string,
): string[] {
  const current = known.find(({ EngineVersion }) => EngineVersion === from);
  return (current?.ValidUpgradeTarget ?? [])
    .map(({ EngineVersion }) => EngineVersion!)
    .filter(target => target.startsWith(`${major}.`));
}

/** The versions with the nearest minor number, nearest first. */
function nearestVersions(wanted: string, versions: string[]): string[] {
  const minorOf = (version: string) => Number(version.split('.')[1]);
  const distance = (version: string) =>
    Math.abs(minorOf(version) - minorOf(wanted));
  return [...versions]
    .sort((a, b) => distance(a) - distance(b) || minorOf(b) - minorOf(a))
    .slice(0, NEAREST);
}
