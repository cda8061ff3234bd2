import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { PostgresBinaries } from './binaries';
import { ownedDirectory } from './ownedDirectory';
import { MACHINE_DIRECTORY } from './reachableDirectory';
import { removeTree } from './removeTree';
import { restrictedDirectory } from './restrictedDirectory';
import { runToEnd, ServerAccount } from './ServerAccount';

/** Name of the superuser, as on RDS. */
export const ADMIN = 'rdsadmin';

/** As RDS: UTF-8, checksums, English locale. The access rules are written before the first start. */
const OPTIONS = [
  `--username=${ADMIN}`,
  '--auth=trust',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=icu',
  '--icu-locale=en-US',
  '--data-checksums',
  '--no-sync',
];

/**
 * A new data directory whose superuser has no password, to copy: initdb takes ten times the CPU time of a copy. It is created
 * once per version, user and machine.
 *
 * @param account - owns the files; undefined for the user of this process
 * @returns the absolute path
 * @throws PostgresError with the last lines of initdb if it fails
 */
export async function clusterTemplate(
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
): Promise<string> {
  const parent = account ? MACHINE_DIRECTORY : userCache();
  const template = path.join(parent, `cluster-${fingerprint(binaries)}`);
  if (!(await exists(template))) {
    await mkdir(parent, { recursive: true, mode: account ? 0o755 : 0o700 });
    await createAtomically(template, binaries, account);
  }
  return path.join(template, 'data');
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
function userCache(): string {
  const caches =
    process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  return path.join(caches, 'tap-sandbox');
}

function fingerprint({ version }: PostgresBinaries): string {
  const options = createHash('sha256').update(OPTIONS.join(' ')).digest('hex');
  return `${version}-${options.slice(0, 8)}`;
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Creates the directory through a rename, so that a partial one is never copied. */
async function createAtomically(
  template: string,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
): Promise<void> {
  const partial = `${template}.${randomUUID()}`;
  await restrictedDirectory(partial, account);
  try {
    const data = path.join(partial, 'data');
    await ownedDirectory(data, account);
    await runToEnd(account, binaries.initdb, [`--pgdata=${data}`, ...OPTIONS], {
      cwd: partial,
    });
    await rename(partial, template);
  } catch (error) {
    await removeTree(partial);
    // Another process was faster.
    if (!(await exists(template))) {
      throw error;
    }
  }
}
