import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../chaos/processes/freePort';
import { PortalDatabase } from '../../chaos/processes/PortalDatabase';
import { BuiltApp } from './BuiltApp';
import { processMemory } from './processMemory';

/** Time in milliseconds that a back end has to start. */
const READY_WITHIN_MS = 300_000;

/** Time in milliseconds that a back end has to stop. Connections that are kept alive can delay it by a minute. */
const STOPPED_WITHIN_MS = 3_000;

/** Running back ends, which end with this process. */
const running = new Set<ChildProcess>();

process.once('exit', () => running.forEach(child => child.kill('SIGKILL')));

/** Delays of a main thread, in milliseconds. */
export interface LoopDelay {
  p99: number;
  max: number;
}

/** A back end that is built for production, with its front end, PostgreSQL and guest sign-in. */
export class BuiltPortal {
  /**
   * Starts a back end, and waits until it is ready.
   *
   * @param config - laid over its app-config.yaml
   * @param kept - a database that it does not stop. Default: one of its own.
   */
  static async start(
    app: BuiltApp,
    config: object = {},
    kept?: PortalDatabase,
  ): Promise<BuiltPortal> {
    const directory = await mkdtemp(join(tmpdir(), 'tap-bench-portal-'));
    const database = kept ?? (await PortalDatabase.start());
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const files = ['base', 'more'].map(name => join(directory, `${name}.json`));
    await writeFile(files[0], baseConfig(url, port, database));
    await writeFile(files[1], JSON.stringify(config));
    const log = openSync(join(directory, 'log'), 'a');
    const begun = performance.now();
    const child = spawn(
      process.execPath,
      [
        ...['--require', join(__dirname, 'loopDelay.cjs')],
        ...app.args,
        ...['app-config.yaml', ...files].flatMap(file => ['--config', file]),
      ],
      {
        cwd: app.directory,
        stdio: ['ignore', log, log],
        env: {
          ...process.env,
          NODE_ENV: 'production',
          TAP_BENCH_LOOP_DELAY: join(directory, 'delay.json'),
        },
      },
    );
    closeSync(log);
    running.add(child);
    const portal = new BuiltPortal(
      directory,
      kept ? undefined : database,
      url,
      child,
    );
    try {
      await portal.ready();
      portal.readyAfter = performance.now() - begun;
      return portal;
    } catch (error) {
      await portal.stop();
      throw error;
    }
  }

  /** From the start of the process until it was ready, in milliseconds. */
  readyAfter = 0;

  private constructor(
    private readonly directory: string,
    private readonly database: PortalDatabase | undefined,
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  /**
   * Memory of the back end and of the processes that it has started, in MB: their proportional set sizes, in which a page that
   * processes share counts once.
   */
  async memory(): Promise<number> {
    return processMemory(this.child.pid!);
  }

  /** Delays of the main thread since the last call. */
  async loopDelay(): Promise<LoopDelay> {
    const file = join(this.directory, 'delay.json');
    await rm(file, { force: true });
    this.child.kill('SIGUSR2');
    for (;;) {
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text) {
        return JSON.parse(text);
      }
      await sleep(20);
    }
  }

  async log(): Promise<string> {
    return readFile(join(this.directory, 'log'), 'utf8');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      const late = setTimeout(
        () => this.child.kill('SIGKILL'),
        STOPPED_WITHIN_MS,
      );
      await exited;
      clearTimeout(late);
    }
    running.delete(this.child);
    await this.database?.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (this.child.exitCode === null && performance.now() < deadline) {
      const answer = await fetch(
        `${this.url}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      await sleep(50);
    }
    throw new Error(`The back end did not become ready:\n${await this.log()}`);
  }
}

function baseConfig(
  url: string,
  port: number,
  database: PortalDatabase,
): string {
  return JSON.stringify({
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: database.config,
    },
    auth: {
      providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
    },
  });
}
