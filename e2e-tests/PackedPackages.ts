import { ChildProcess, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { linkAll } from './linkAll';
import { PublishedPackage, publishedPackages } from './publishedPackages';
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
const NODE_TRANSFORM = ['--require', '@backstage/cli/config/nodeTransform.cjs'];

/**
 * A project outside the repository that has the published packages installed from their archives, and everything else from
 * the repository's node_modules.
 */
export class PackedPackages {
  /** Builds and packs all packages, which takes a minute. Needs the type declarations that `yarn tsc` makes. */
  static async install(): Promise<PackedPackages> {
    const directory = await mkdtemp(join(tmpdir(), 'tap-packed-'));
    const packed = new PackedPackages(join(directory, 'project'), directory);
    try {
      await runToEnd('yarn', ['backstage-cli', 'repo', 'build'], ROOT);
      const packages = publishedPackages();
      const archives = await pack(packages, directory);
      await mkdir(packed.directory);
      await packed.write(
        'package.json',
        '{ "name": "project", "private": true }',
      );
      await linkAll(
        join(ROOT, 'node_modules'),
        join(packed.directory, 'node_modules'),
        ['@tap'],
      );
      for (const { folder, manifest } of packages) {
        const target = packed.folderOf(manifest.name);
        await mkdir(target, { recursive: true });
        await runToEnd(
          'tar',
          ['-xzf', archives.get(folder)!, '--strip-components=1'],
          target,
        );
        await linkAll(
          join(ROOT, folder, 'node_modules'),
          join(target, 'node_modules'),
        );
      }
      return packed;
    } catch (error) {
      await packed.remove();
      throw error;
    }
  }

  private constructor(
    /** The project's folder. */
    readonly directory: string,
    private readonly everything: string,
  ) {}

  /** Where a package is installed. */
  folderOf(name: string): string {
    return join(this.directory, 'node_modules', name);
  }

  /** Every file of a package, from its folder. */
  filesOf(name: string): string[] {
    return globSync('**/*', {
      cwd: this.folderOf(name),
      exclude: file => file === 'node_modules',
    });
  }

  /**
   * Starts a script of the project. Node.js treats the links to the repository's node_modules as copies, so that a
   * package which asks for one of the packed ones finds the packed one.
   *
   * @param options - `transform`: with Backstage's transform, as a back end in development
   */
  start(
    script: string,
    options: {
      transform?: boolean;
      arguments?: string[];
      env?: Record<string, string>;
    } = {},
  ): ChildProcess {
    return spawn(
      process.execPath,
      [
        '--preserve-symlinks',
        '--preserve-symlinks-main',
        ...(options.transform ? NODE_TRANSFORM : []),
        script,
        ...(options.arguments ?? []),
      ],
      {
        cwd: this.directory,
        env: { ...process.env, ...options.env },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
  }

  /** Writes a file of the project. */
  async write(file: string, content: string): Promise<void> {
    await writeFile(join(this.directory, file), content);
  }

  async remove(): Promise<void> {
    await rm(this.everything, { recursive: true, force: true });
  }
}

/**
 * Packs in copies of the repository: the scripts before and after packing rewrite package.json, and what is interrupted
 * between them must not leave a rewritten one behind. Each processor of a small machine has a copy of its own, because yarn
 * reads all manifests.
 *
 * @returns the archives by the folders of the packages
 */
async function pack(
  packages: PublishedPackage[],
  directory: string,
): Promise<Map<string, string>> {
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
