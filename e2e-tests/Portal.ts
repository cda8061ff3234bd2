import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { freePort } from '../chaos/processes/freePort';

const ROOT = join(__dirname, '..');
const ACCOUNT = '000000000000';

/** What a test asks of the portal it starts. */
export interface PortalOptions {
  /** More configuration of the one target. */
  target?: object;
  /** Sandbox seconds per second. */
  speed?: number;
  /** More configuration, laid over everything else. */
  config?: object;
}

/**
 * The portal on the sandbox, started as `./tap start` starts it, with its own ports, database and sandbox state, so
 * that it does not disturb one that is running.
 */
export class Portal {
  static async start(options: PortalOptions = {}): Promise<Portal> {
    const directory = await mkdtemp(join(tmpdir(), 'tap-e2e-'));
    const [portal, sandbox] = [await freePort(), await freePort()];
    const url = `http://localhost:${portal}`;
    const overlay = join(directory, 'app-config.e2e.json');
    await writeFile(
      overlay,
      JSON.stringify({
        app: { baseUrl: url },
        backend: {
          baseUrl: url,
          listen: { host: '127.0.0.1', port: portal },
          database: { connection: { directory: join(directory, 'portal') } },
        },
        tap: {
          targets: [
            {
              name: 'sandbox',
              accountId: ACCOUNT,
              region: 'us-east-1',
              endpoint: `http://127.0.0.1:${sandbox}`,
              ...options.target,
            },
          ],
        },
      }),
    );
    const more = join(directory, 'app-config.more.json');
    await writeFile(more, JSON.stringify(options.config ?? {}));
    const log = await open(join(directory, 'portal.log'), 'a');
    const child = spawn(
      process.execPath,
      [
        'scripts/start.mjs',
        ...['app-config.yaml', overlay, more].flatMap(file => [
          '--config',
          file,
        ]),
      ],
      {
        cwd: ROOT,
        stdio: ['ignore', log.fd, log.fd],
        env: {
          ...process.env,
          TAP_SANDBOX_DIR: join(directory, 'sandbox'),
          ...(options.speed && { TAP_SANDBOX_SPEED: String(options.speed) }),
        },
      },
    );
    await log.close();
    const started = new Portal(directory, url, sandbox, child);
    try {
      await started.ready();
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  }

  readonly sandboxUrl: string;
  readonly cloudFormation: CloudFormationClient;
  readonly secretsManager: SecretsManagerClient;

  private constructor(
    readonly directory: string,
    readonly url: string,
    sandboxPort: number,
    private readonly child: ChildProcess,
  ) {
    this.sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
    const aws = {
      endpoint: this.sandboxUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'sandbox' },
    };
    this.cloudFormation = new CloudFormationClient(aws);
    this.secretsManager = new SecretsManagerClient(aws);
  }

  /** Everything that portal and sandbox printed so far. */
  async log(): Promise<string> {
    return readFile(join(this.directory, 'portal.log'), 'utf8');
  }

  /** Process ID of the launcher. */
  get pid(): number {
    return this.child.pid!;
  }

  /** Stops everything this portal started and removes what it kept. */
  async stop(): Promise<void> {
    this.cloudFormation.destroy();
    this.secretsManager.destroy();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await exited;
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Waits until the templates are in the catalog: ready is not ingested. */
  private async ready(): Promise<void> {
    const api = new PortalApi(this.url);
    for (let attempt = 0; attempt < 600; attempt++) {
      if (this.child.exitCode !== null) {
        break;
      }
      const status = await api
        .get('/api/catalog/entities/by-name/template/default/tap-postgres')
        .then(answer => answer.status)
        .catch(() => undefined);
      if (status === 200) {
        return;
      }
      await sleep(500);
    }
    throw new Error(
      `the portal did not become ready; it printed:\n${await this.log()}`,
    );
  }
}

/** An answer of the portal, as it came. */
export interface RecordedAnswer {
  path: string;
  status: number;
  /** Headers and body. */
  text: string;
}

/** The portal's HTTP API, as a CI job would use it: signed in as guest. */
export class PortalApi {
  private token: string | undefined;

  /**
   * @param record - takes every answer save that of the sign-in, which is there to hand out a token
   */
  constructor(
    private readonly url: string,
    private readonly record?: (answer: RecordedAnswer) => void,
  ) {}

  /** The Backstage token of the requests. */
  async bearer(): Promise<string> {
    this.token ??= await this.signIn();
    return this.token;
  }

  async get(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.request(path, { headers });
  }

  async post(path: string, body: unknown): Promise<Response> {
    return this.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  }

  private async request(path: string, init: RequestInit = {}) {
    const authorization = `Bearer ${await this.bearer()}`;
    const answer = await fetch(`${this.url}${path}`, {
      ...init,
      headers: { authorization, ...init.headers },
    });
    const headers = [...answer.headers].map(pair => pair.join(': '));
    const text = [...headers, await answer.clone().text()].join('\n');
    this.record?.({ path, status: answer.status, text });
    return answer;
  }

  private async signIn(): Promise<string> {
    const answer = await fetch(`${this.url}/api/auth/guest/refresh`);
    if (!answer.ok) {
      throw new Error(`guest sign-in answered ${answer.status}`);
    }
    const { backstageIdentity } = (await answer.json()) as {
      backstageIdentity: { token: string };
    };
    return backstageIdentity.token;
  }
}
