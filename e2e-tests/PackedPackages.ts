import { ChildProcess, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkAll } from './linkAll';
import { packPackages } from './packPackages';
import { publishedPackages } from './publishedPackages';
import { runToEnd } from './runToEnd';

const ROOT = join(__dirname, '..');
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
      const packages = publishedPackages();
      const archives = await packPackages(packages, directory);
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
