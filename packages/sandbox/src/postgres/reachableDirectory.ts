import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { restrictedDirectory } from './restrictedDirectory';
import { runAs, ServerAccount } from './ServerAccount';

/**
 * Directory for files that the server's account cannot access at their regular
 * location, for example below another user's home. Used only as root.
 */
export const MACHINE_DIRECTORY = '/var/lib/tap-sandbox';

/**
 * Creates a directory that the server's account can access: the requested one
 * or, if a parent directory is not accessible (a clone below /root), one below
 * {@link MACHINE_DIRECTORY}.
 *
 * @param wished - absolute path
 * @returns the path of the created directory
 */
export async function reachableDirectory(
  wished: string,
  account: ServerAccount | undefined,
): Promise<string> {
  await restrictedDirectory(wished, account);
  if (!account) {
    return wished;
  }
  await allowTraversal(wished, account);
  if (await canReach(account, wished)) {
    return wished;
  }
  const name = createHash('sha256').update(wished).digest('hex').slice(0, 16);
  await mkdir(MACHINE_DIRECTORY, { recursive: true, mode: 0o755 });
  const elsewhere = path.join(MACHINE_DIRECTORY, name);
  await restrictedDirectory(elsewhere, account);
  return elsewhere;
}

/** Whether the account can read a file or access a directory. */
export async function canReach(
  account: ServerAccount,
  target: string,
): Promise<boolean> {
  const probe = (await stat(target)).isDirectory()
    ? 'test -x "$0"'
    : 'test -r "$0" && test -x "$0"';
  const { exitCode } = await runAs(account, '/bin/sh', ['-c', probe, target], {
    cwd: '/',
  });
  return exitCode === 0;
}

/**
 * If a parent directory that belongs to the sandbox or a test is accessible to
 * root only, it is opened for passing through. Home directories are not
 * changed.
 */
async function allowTraversal(directory: string, account: ServerAccount) {
  for (const above of ancestors(directory)) {
    const { uid, mode } = await stat(above);
    const isPrivateToRoot = uid === 0 && mode % 0o100 === 0;
    if (isPrivateToRoot && above !== os.homedir()) {
      await restrictedDirectory(above, account);
    }
  }
}

/** The parent directories within the temporary directory. */
function ancestors(directory: string): string[] {
  const parent = path.dirname(directory);
  const above = path.dirname(parent);
  return above.startsWith(os.tmpdir() + path.sep)
    ? [parent, ...ancestors(parent)]
    : [parent];
}
