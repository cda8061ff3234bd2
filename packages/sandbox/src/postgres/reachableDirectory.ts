import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { restrictedDirectory } from './restrictedDirectory';
import { runAs, ServerAccount } from './ServerAccount';

/**
 * Where things go that the server's account cannot reach at their proper place,
 * because that is below another user's home. Only root ever needs it.
 */
export const MACHINE_DIRECTORY = '/var/lib/tap-sandbox';

/**
 * Makes a directory that the server's account can enter: the wished one, or,
 * where a directory above is closed to the account (a clone below /root), one
 * of its own below {@link MACHINE_DIRECTORY}.
 *
 * @param wished - absolute path
 * @returns the path of the directory that exists now
 */
export async function reachableDirectory(
  wished: string,
  account: ServerAccount | undefined,
): Promise<string> {
  await restrictedDirectory(wished, account);
  if (!account) {
    return wished;
  }
  await letThrough(wished, account);
  if (await canReach(account, wished)) {
    return wished;
  }
  const name = createHash('sha256').update(wished).digest('hex').slice(0, 16);
  await mkdir(MACHINE_DIRECTORY, { recursive: true, mode: 0o755 });
  const elsewhere = path.join(MACHINE_DIRECTORY, name);
  await restrictedDirectory(elsewhere, account);
  return elsewhere;
}

/** Whether the account can read a file or enter a directory. */
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
 * A directory above, made by the sandbox or a test and root's alone, may be what
 * is in the way; it is opened for passing through. A home directory is left as
 * it is.
 */
async function letThrough(directory: string, account: ServerAccount) {
  for (const above of ancestors(directory)) {
    const { uid, mode } = await stat(above);
    const isPrivateToRoot = uid === 0 && mode % 0o100 === 0;
    if (isPrivateToRoot && above !== os.homedir()) {
      await restrictedDirectory(above, account);
    }
  }
}

/** The parent, and what lies above it inside the temporary directory. */
function ancestors(directory: string): string[] {
  const parent = path.dirname(directory);
  const above = path.dirname(parent);
  return above.startsWith(os.tmpdir() + path.sep)
    ? [parent, ...ancestors(parent)]
    : [parent];
}
