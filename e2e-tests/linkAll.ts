import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Links each package of one node_modules into another.
 *
 * @param from - a folder that may be missing
 * @param except - names of packages or scopes that are left out
 */
export async function linkAll(
  from: string,
  to: string,
  except: string[] = [],
): Promise<void> {
  await mkdir(to, { recursive: true });
  const names = await readdir(from).catch(() => []);
  for (const name of names.filter(each => !except.includes(each))) {
    await symlink(join(from, name), join(to, name));
  }
}
