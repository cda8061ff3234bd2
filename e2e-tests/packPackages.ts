import { cp, mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PublishedPackage } from './publishedPackages';
import { runToEnd } from './runToEnd';

const ROOT = join(__dirname, '..');
/** What yarn needs of the repository in order to pack a package of it, beside the packages. */
const PROJECT_FILES = [
  '.yarn',
  '.yarnrc.yml',
  'backstage.json',
  'package.json',
  'tsconfig.json',
  'yarn.lock',
];

/**
 * Builds and packs packages, which takes a minute. Needs the type declarations that `yarn tsc` makes.
 *
 * Packs in copies of the repository: the scripts before and after packing rewrite package.json, and what is interrupted
 * between them must not leave a rewritten one behind. Each processor of a small machine has a copy of its own, because yarn
 * reads all manifests.
 *
 * @param directory - where the archives are written
 * @returns the archives by the folders of the packages
 */
export async function packPackages(
  packages: PublishedPackage[],
  directory: string,
): Promise<Map<string, string>> {
  await runToEnd('yarn', ['backstage-cli', 'repo', 'build'], ROOT);
  const archives = new Map<string, string>();
  const waiting = packages.map(({ folder }) => folder);
  await Promise.all(
    [1, 2].map(async lane => {
      const copy = await copyRepository(join(directory, `repository-${lane}`));
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const archive = join(directory, `${basename(next)}.tgz`);
        await runToEnd('yarn', ['pack', '--out', archive], join(copy, next));
        archives.set(next, archive);
      }
    }),
  );
  return archives;
}

async function copyRepository(copy: string): Promise<string> {
  await mkdir(copy);
  for (const file of [...PROJECT_FILES, 'packages', 'plugins']) {
    await cp(join(ROOT, file), join(copy, file), {
      recursive: true,
      filter: source => !source.endsWith('node_modules'),
    });
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}
