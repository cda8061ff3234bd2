import { chmod, chown, mkdir } from 'node:fs/promises';

import { ServerAccount } from './ServerAccount';

/**
 * Makes a directory that only its owner can use, or makes the one that is there
 * so, because passwords are inside. The server's account may pass through it,
 * and neither list nor change it.
 */
export async function restrictedDirectory(
  directory: string,
  account: ServerAccount | undefined,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (account) {
    await chown(directory, 0, account.gid);
  }
  await chmod(directory, account ? 0o710 : 0o700);
}
