import { ChildProcess, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { linkAll } from './linkAll';
import { readManifest } from './publishedPackages';
import { runToEnd } from './runToEnd';

const ROOT = join(__dirname, '..');

/**
 * The portal as packages/backend/README.md describes it for production: built, and unpacked outside the repository. Other
 * packages are those of the repository's node_modules, in place of `yarn workspaces focus`.
 */
export class ProductionBundle {
  /** Builds everything, which takes minutes. Needs the type declarations that `yarn tsc` makes. */
  static async unpack(): Promise<ProductionBundle> {
    const bundle = new ProductionBundle(
      await mkdtemp(join(tmpdir(), 'tap-production-')),
    );
    try {
      await runToEnd('yarn', ['build'], ROOT);
      for (const archive of ['skeleton', 'bundle']) {
        const file = join(ROOT, `packages/backend/dist/${archive}.tar.gz`);
        await runToEnd('tar', ['-xzf', file], bundle.directory);
      }
      for (const file of ['app-config.yaml', 'app-config.production.yaml']) {
        await cp(join(ROOT, file), join(bundle.directory, file));
      }
      await bundle.linkPackages();
      return bundle;
    } catch (error) {
      await bundle.remove();
      throw error;
    }
  }

  private constructor(readonly directory: string) {}

  /**
   * Starts the back end.
   *
   * @param config - laid over the configuration for production
   * @param env - the variables that the configuration for production names
   */
  async start(
    config: object,
    env: Record<string, string>,
  ): Promise<ChildProcess> {
    const overlay = 'app-config.test.json';
    await writeFile(join(this.directory, overlay), JSON.stringify(config));
    return spawn(
      process.execPath,
      [
        '--preserve-symlinks',
        '--preserve-symlinks-main',
        'packages/backend/dist/index.cjs.js',
        ...['app-config.yaml', 'app-config.production.yaml', overlay].flatMap(
          file => ['--config', file],
        ),
      ],
      {
        cwd: this.directory,
        env: { ...process.env, NODE_ENV: 'production', ...env },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  private async linkPackages(): Promise<void> {
    const folders = globSync('{packages,plugins}/*/package.json', {
      cwd: this.directory,
    }).map(dirname);
    const modules = join(this.directory, 'node_modules');
    await linkAll(join(ROOT, 'node_modules'), modules, [
      '@tap',
      'app',
      'backend',
    ]);
    await mkdir(join(modules, '@tap'));
    for (const folder of folders) {
      const { name } = readManifest(
        join(this.directory, folder, 'package.json'),
      );
      await symlink(join(this.directory, folder), join(modules, name));
      await linkAll(
        join(ROOT, folder, 'node_modules'),
        join(this.directory, folder, 'node_modules'),
      );
    }
  }
}
