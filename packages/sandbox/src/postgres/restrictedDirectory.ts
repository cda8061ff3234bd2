import { chmod, chown, mkdir } from 'node:fs/promises';

import { ServerAccount } from './ServerAccount';

/**
 * Creates a directory that only its owner can access, or restricts an existing
 * one, because it contains passwords. The server's account can traverse it but
 * not list or change it.
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
