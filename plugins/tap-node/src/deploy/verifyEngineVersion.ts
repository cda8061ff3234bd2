import { DBEngineVersion } from '@aws-sdk/client-rds';
import { InputError } from '@backstage/errors';
import { TargetRuntime } from '../operation/TargetRuntime';

/** Versions that are named where one will not do. */
const NEAREST = 3;

/**
 * Makes sure that RDS has an exact version of PostgreSQL on offer, or takes a database of another version there, before
 * anything is changed. A major version alone is not looked at: it means one that the stack chooses.
 *
 * @param version - such as 17.9
 * @param from - the version that the database has; undefined for a new one
 * @throws InputError naming the nearest versions that would pass
 * @internal
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
      : `RDS has no PostgreSQL ${version} on offer in ${runtime.target.region}`;
    throw new InputError(
      `engineVersion: ${rule}; ${
        nearest ? `the nearest that would pass: ${nearest}` : 'none would pass'
      }`,
    );
  }
}

/** Minor versions that RDS upgrades to from another; RDS tells them also of versions that it no longer offers. */
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

/** Those of the versions whose minor number is nearest, the nearest first. */
function nearestVersions(wanted: string, versions: string[]): string[] {
  const minorOf = (version: string) => Number(version.split('.')[1]);
  const distance = (version: string) =>
    Math.abs(minorOf(version) - minorOf(wanted));
  return [...versions]
    .sort((a, b) => distance(a) - distance(b) || minorOf(b) - minorOf(a))
    .slice(0, NEAREST);
}
