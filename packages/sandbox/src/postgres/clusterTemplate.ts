import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { PostgresBinaries } from './binaries';
import { ownedDirectory } from './ownedDirectory';
import { rdsRoles } from './rdsRoles';
import { MACHINE_DIRECTORY } from './reachableDirectory';
import { removeTree } from './removeTree';
import { restrictedDirectory } from './restrictedDirectory';
import { scramVerifier } from './scramVerifier';
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

const EXTENSION = 'CREATE EXTENSION pg_stat_statements';

/** Names in the directory of a template. */
const DATA = 'data';
const PASSWORD = 'admin-password';

/** A data directory to copy for each new server. */
export interface ClusterTemplate {
  /** The absolute path. */
  dataDirectory: string;
  /** The password of the superuser, which a new server replaces. */
  adminPassword: string;
}

/**
 * The template of a version, with the roles and extensions that RDS creates before the master user: initdb takes ten times the
 * CPU time of a copy. It is created once per version, user and machine.
 *
 * @param account - owns the files; undefined for the user of this process
 * @throws PostgresError with the last lines of initdb or PostgreSQL if it fails
 */
export async function clusterTemplate(
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
): Promise<ClusterTemplate> {
  const parent = account ? MACHINE_DIRECTORY : userCache();
  const template = path.join(parent, `cluster-${fingerprint(binaries)}`);
  if (!(await exists(template))) {
    await mkdir(parent, { recursive: true, mode: account ? 0o755 : 0o700 });
    await createAtomically(template, binaries, account);
  }
  return {
    dataDirectory: path.join(template, DATA),
    adminPassword: await readFile(path.join(template, PASSWORD), 'utf8'),
  };
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
function userCache(): string {
  const caches =
    process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  return path.join(caches, 'tap-sandbox');
}

function fingerprint({ majorVersion, version }: PostgresBinaries): string {
  const content = [...OPTIONS, EXTENSION, ...rdsRoles(majorVersion)];
  const hash = createHash('sha256').update(content.join('\n')).digest('hex');
  return `${version}-${hash.slice(0, 8)}`;
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
    await create(partial, binaries, account);
    await rename(partial, template);
  } catch (error) {
    await removeTree(partial);
    // Another process was faster.
    if (!(await exists(template))) {
      throw error;
    }
  }
}

async function create(
  directory: string,
  { initdb, majorVersion, postgres }: PostgresBinaries,
  account: ServerAccount | undefined,
): Promise<void> {
  const data = path.join(directory, DATA);
  const run = (program: string, args: string[], input?: string) =>
    runToEnd(account, program, args, { cwd: directory, input });
  // Without the option, PostgreSQL continues after a failed statement.
  const execute = (database: string, statements: string[]) =>
    run(
      postgres,
      ['--single', '-c', 'exit_on_error=on', '-D', data, database],
      statements.map(statement => `${statement}\n`).join(''),
    );
  const password = randomBytes(24).toString('base64url');

  await ownedDirectory(data, account);
  await run(initdb, [`--pgdata=${data}`, ...OPTIONS]);
  // New databases are copies of template1.
  await execute('template1', [EXTENSION]);
  await execute('postgres', [
    ...rdsRoles(majorVersion),
    `ALTER ROLE ${ADMIN} PASSWORD '${scramVerifier(password)}'`,
  ]);
  await writeFile(path.join(directory, PASSWORD), password, { mode: 0o600 });
}
