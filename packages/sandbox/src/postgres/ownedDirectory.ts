import { chown, mkdir } from 'node:fs/promises';

import { ServerAccount } from './ServerAccount';

/**
 * Creates an empty directory for the files of a server.
 *
 * @param account - its owner; undefined for the user of this process
 */
export async function ownedDirectory(
  directory: string,
  account: ServerAccount | undefined,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (account) {
    await chown(directory, account.uid, account.gid);
  }
}
