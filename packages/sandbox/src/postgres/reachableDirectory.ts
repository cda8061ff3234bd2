import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

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
  await openTo(wished, account);
  await letThroughParent(wished, account);
  if (!account || (await canReach(account, wished))) {
    return wished;
  }
  const name = createHash('sha256').update(wished).digest('hex').slice(0, 16);
  await mkdir(MACHINE_DIRECTORY, { recursive: true, mode: 0o755 });
  const elsewhere = path.join(MACHINE_DIRECTORY, name);
  await openTo(elsewhere, account);
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
 * The sandbox's own directory, root's alone, may be what is in the way; a home
 * directory is left as it is.
 */
async function letThroughParent(
  directory: string,
  account: ServerAccount | undefined,
) {
  const parent = path.dirname(directory);
  const { uid, mode } = await stat(parent);
  const isPrivateToRoot = uid === 0 && mode % 0o100 === 0;
  if (account && isPrivateToRoot && parent !== os.homedir()) {
    await chown(parent, 0, account.gid);
    await chmod(parent, 0o710);
  }
}

/** Nobody but root and the account may enter, since passwords are inside. */
async function openTo(directory: string, account: ServerAccount | undefined) {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (account) {
    await chown(directory, 0, account.gid);
    await chmod(directory, 0o750);
  }
}
