import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { sandboxIam } from '../../plugins/tap-node/dev/iam/sandboxIam';
import { ChildProgram } from './ChildProgram';
import { freePort } from './freePort';
import { ACCOUNT } from './SandboxProcess';

const ROOT = join(__dirname, '..', '..');

/** In milliseconds: a back end that fails to start can continue to run and return 503. */
const READY_WITHIN_MS = 180_000;

/** Options of a start of the back end. */
export interface BackendSettings {
  /** Whether the scaffolder recovers the tasks of a killed back end. Default: true. */
  taskRecovery?: boolean;
  /**
   * Storage of the keys that sign users' tokens. With `memory`, the keys are lost with the process: tokens are rejected
   * after a restart, as if they had expired (tokens of the portal are valid for at least 10 minutes).
   */
  tokenKeys?: 'database' | 'memory';
  /** Calls per second in the portal's configuration. */
  callsPerSecond?: number;
  /** `backend.database` of the configuration. Default: SQLite files in its directory. */
  database?: object;
  /** Additional environment variables. */
  env?: Record<string, string>;
  /** Additional configuration, which overrides the rest. */
  overlay?: object;
}

/** The portal's back end: started, killed and restarted on the same database. */
export class BackendProcess {
  /**
   * @param options.directory - directory for database, configuration and log
   * @param options.sandboxUrl - endpoint of its only target
   */
  static async create(options: {
    directory: string;
    sandboxUrl: string;
  }): Promise<BackendProcess> {
    await mkdir(options.directory, { recursive: true });
    return new BackendProcess(
      options.directory,
      options.sandboxUrl,
      await freePort(),
    );
  }

  private program: ChildProgram | undefined;
  private peakRss = 0;

  private constructor(
    private readonly directory: string,
    private readonly sandboxUrl: string,
    private readonly port: number,
  ) {}

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get isRunning(): boolean {
    return this.program !== undefined && !this.program.hasEnded;
  }

  /** Starts the process; use {@link BackendProcess.ready} to wait until it is ready. */
  async start(settings: BackendSettings = {}): Promise<void> {
    const overlays = [
      this.baseConfig(settings),
      ...(settings.overlay ? [settings.overlay] : []),
    ];
    const files = overlays.map((_, index) =>
      join(this.directory, `app-config.chaos-${index}.json`),
    );
    for (const [index, overlay] of overlays.entries()) {
      await writeFile(files[index], JSON.stringify(overlay));
    }
    this.program = ChildProgram.start({
      folder: 'packages/backend',
      args: [
        'src/index.ts',
        ...[join(ROOT, 'app-config.yaml'), ...files].flatMap(file => [
          '--config',
          file,
        ]),
      ],
      log: join(this.directory, 'backend.log'),
      env: settings.env,
    });
  }

  /**
   * Waits until the templates are in the catalog, because readiness does not include ingestion.
   *
   * @throws Error with the errors in its log if it does not become ready
   */
  async ready(): Promise<void> {
    const { program } = this;
    const deadline = performance.now() + READY_WITHIN_MS;
    while (program && !program.hasEnded && performance.now() < deadline) {
      if (await this.answers()) {
        return;
      }
      await sleep(250);
    }
    const errors = (await this.log()).split('\n').filter(isError);
    throw new Error(
      `The back end did not become ready; errors in its log: ${errors.join(
        '\n',
      )}`,
    );
  }

  /** Suspends the process (SIGSTOP), as on a machine that hangs: no heartbeat, no responses, open connections. */
  pause(): void {
    this.program?.pause();
  }

  /** Resumes a suspended process (SIGCONT). */
  resume(): void {
    this.program?.resume();
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** Maximum resident set size of all processes so far in bytes; 0 if the platform does not report it. */
  async peakRssBytes(): Promise<number> {
    if (this.program && !this.program.hasEnded) {
      const status = await readFile(
        `/proc/${this.program.pid}/status`,
        'utf8',
      ).catch(() => '');
      const kilobytes = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
      this.peakRss = Math.max(this.peakRss, kilobytes * 1024);
    }
    return this.peakRss;
  }

  async log(): Promise<string> {
    return readFile(join(this.directory, 'backend.log'), 'utf8');
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.peakRssBytes();
    await this.program?.end(signal);
  }

  private async answers(): Promise<boolean> {
    const path =
      '/api/catalog/entities/by-name/template/default/tap-postgres-teardown';
    try {
      const signIn = await fetch(`${this.url}/api/auth/guest/refresh`);
      const { backstageIdentity } = (await signIn.json()) as {
        backstageIdentity: { token: string };
      };
      const answer = await fetch(`${this.url}${path}`, {
        headers: { authorization: `Bearer ${backstageIdentity.token}` },
      });
      return answer.ok;
    } catch {
      return false;
    }
  }

  private baseConfig(settings: BackendSettings): object {
    const { taskRecovery = true, tokenKeys = 'database' } = settings;
    return {
      app: { baseUrl: this.url },
      backend: {
        baseUrl: this.url,
        listen: { host: '127.0.0.1', port: this.port },
        database: settings.database ?? {
          connection: { directory: join(this.directory, 'db') },
        },
      },
      auth: { keyStore: { provider: tokenKeys } },
      scaffolder: {
        // Shorter than in production, so that a campaign contains many recoveries.
        taskRecovery: { enabled: taskRecovery, staleTimeout: { seconds: 10 } },
      },
      tap: {
        targets: [
          {
            name: 'sandbox',
            accountId: ACCOUNT,
            region: 'us-east-1',
            endpoint: this.sandboxUrl,
            ...sandboxIam(ACCOUNT).target,
            ...(settings.callsPerSecond && {
              callsPerSecond: settings.callsPerSecond,
            }),
          },
        ],
      },
    };
  }
}

function isError(line: string): boolean {
  return stripVTControlCharacters(line).split(' ').includes('error');
}
