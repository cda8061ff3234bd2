import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cp,
  FileHandle,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeFile, GuideBlock } from './InstallGuide';
import { runToEnd } from './runToEnd';

const ROOT = join(__dirname, '..');

/**
 * Until this time, the newest packages of Backstage were those of version 1.55. create-app declares ranges that contain later
 * ones, too, some of which do not work with the others.
 */
const NEXT_RELEASE = Date.parse('2026-11-17');

/** What the Dockerfile of create-app copies, beside the archives. */
const IMAGE_FILES = [
  '.yarn',
  '.yarnrc.yml',
  'app-config.production.yaml',
  'app-config.yaml',
  'backstage.json',
  'examples',
  'package.json',
  'yarn.lock',
];

/** A Backstage app that create-app has made, outside the repository. */
export class AdopterApp {
  /**
   * Creates and installs an app, which takes minutes.
   *
   * The app has the dependencies of an app that was created when Backstage 1.55 was the current version. create-app downloads
   * a lockfile from GitHub. Offline it cannot, so the lockfile and the resolutions of this repository take its place.
   *
   * @param registry - URL of the registry with the packages of TAP
   */
  static async create(registry: string): Promise<AdopterApp> {
    const directory = await mkdtemp(join(tmpdir(), 'tap-adopter-'));
    const app = new AdopterApp(
      directory,
      {
        TAP_REGISTRY: registry,
        // The registry of an organization has TLS.
        YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
        // yarn 4.13.0 crashes under Node.js 24 when it repeats a request, and hides why the first one failed.
        YARN_HTTP_RETRY: '0',
        YARN_HTTP_TIMEOUT: '600000',
      },
      await open(join(directory, 'log'), 'a'),
    );
    try {
      await app.run(
        'echo app | npx --yes @backstage/create-app@0.9.2 --skip-install --path app',
        directory,
      );
      await cp(join(ROOT, 'yarn.lock'), join(app.root, 'yarn.lock'));
      await app.pinVersions();
      const minutes = Math.ceil((Date.now() - NEXT_RELEASE) / 60_000);
      await app.run('yarn install', app.root, {
        YARN_NPM_MINIMAL_AGE_GATE: `${minutes}m`,
        // create-app exempts the packages of Backstage.
        YARN_NPM_PREAPPROVED_PACKAGES: 'none',
      });
      return app;
    } catch (error) {
      await app.remove();
      throw error;
    }
  }

  private readonly running: ChildProcess[] = [];

  private constructor(
    private readonly directory: string,
    /** Variables of all commands in the app. */
    private readonly env: Record<string, string>,
    private readonly log: FileHandle,
  ) {}

  /** The folder of the app. */
  get root(): string {
    return join(this.directory, 'app');
  }

  /** Follows blocks of the guide: changes files and runs commands. */
  async follow(blocks: GuideBlock[]): Promise<void> {
    for (const block of blocks) {
      if (block.language === 'sh') {
        await this.run(block.text);
      } else {
        await changeFile(this.root, block);
      }
    }
  }

  /** Runs commands to their end. */
  async run(commands: string, cwd = this.root, env = {}): Promise<void> {
    await runToEnd('sh', ['-ec', commands], cwd, { ...this.env, ...env });
  }

  /** Packages of Backstage of which the app has several versions, for example `@backstage/errors 1.3.2 1.4.0`. */
  async duplicates(): Promise<string[]> {
    const lockfile = await readFile(join(this.root, 'yarn.lock'), 'utf8');
    const versions = new Map<string, Set<string>>();
    for (const [, name, version] of lockfile.matchAll(
      /^"(@backstage\/[^@]+)@npm:.*:\n {2}version: (.+)$/gm,
    )) {
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
    return [...versions]
      .filter(([, found]) => found.size > 1)
      .map(([name, found]) => [name, ...found].join(' '));
  }

  /**
   * Unpacks and installs the production bundle, as create-app's packages/backend/Dockerfile does.
   *
   * @param folder - where it is unpacked. Default: a folder that is removed with the app.
   * @returns the folder
   */
  async unpackProduction(
    folder = join(this.directory, 'production'),
  ): Promise<string> {
    await mkdir(folder);
    for (const file of IMAGE_FILES) {
      await cp(join(this.root, file), join(folder, file), {
        recursive: true,
      });
    }
    const archives = join(this.root, 'packages/backend/dist');
    await this.run(
      `tar -xzf ${archives}/skeleton.tar.gz
       yarn workspaces focus --all --production
       tar -xzf ${archives}/bundle.tar.gz`,
      folder,
    );
    return folder;
  }

  /** Starts a command that keeps running, as in a terminal. */
  start(
    command: string,
    options: { cwd?: string; env?: Record<string, string> } = {},
  ): void {
    this.running.push(
      spawn('sh', ['-ec', command], {
        cwd: options.cwd ?? this.root,
        env: { ...process.env, ...this.env, ...options.env },
        stdio: ['ignore', this.log.fd, this.log.fd],
        // A process group, so that the processes that the command starts end with it.
        detached: true,
      }),
    );
  }

  /** Ends what was started. */
  async stop(): Promise<void> {
    for (const child of this.running.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        process.kill(-child.pid!, 'SIGTERM');
        await exited;
      }
    }
  }

  /** What the started commands have printed. */
  async printed(): Promise<string> {
    return readFile(join(this.directory, 'log'), 'utf8');
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.log.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  private async pinVersions(): Promise<void> {
    const file = join(this.root, 'package.json');
    const [manifest, ours] = await Promise.all(
      [file, join(ROOT, 'package.json')].map(async each =>
        JSON.parse(await readFile(each, 'utf8')),
      ),
    );
    Object.assign(manifest.resolutions, ours.resolutions);
    manifest.dependenciesMeta = ours.dependenciesMeta;
    await writeFile(file, JSON.stringify(manifest, undefined, 2));
  }
}
