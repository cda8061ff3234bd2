import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@playwright/test';
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { BackendProcess } from '../chaos/processes/BackendProcess';
import {
  ACCOUNT,
  ROOT_KEY,
  SandboxProcess,
} from '../chaos/processes/SandboxProcess';
import { sandboxIam } from '../plugins/tap-node/dev/iam/sandboxIam';
import { PortalApi, RecordedAnswer } from './Portal';
import { readFiles } from './readFiles';
import { readSqlite } from './readSqlite';
import { endOfTask } from './scaffolderTask';
import { Evidence, SecretSearch } from './SecretSearch';

/** The master user, and the roles for the owner, for reading and writing, and for reading. */
const USERS_PER_DATABASE = 4;

/** Sandbox seconds per second. */
const SLOW = 5;
const FAST = 400;

/** Not a secret, but in all texts about the environment: if it is missing, nothing has been collected. */
const CANARY = 'canary-in-a-mine';

const ACCESS_KEY_ID = `AKIA${randomBytes(8).toString('hex').toUpperCase()}`;
const SECRET_ACCESS_KEY = randomBytes(30).toString('base64');
const SERVICE_TOKEN = randomBytes(24).toString('base64url');

/** The portal signs its AWS calls with this access key and reports that the endpoint does not respond. */
const AWS_TARGET = {
  name: 'aws',
  accountId: '111122223333',
  region: 'us-east-1',
  serviceRoleArn: 'arn:aws:iam::111122223333:role/tap-cloudformation',
  serviceEndpoints: { cloudformation: 'https://127.0.0.1:1' },
};

const AUDIT = /eventId="environment-/;

/**
 * The scaffolder stores the credentials of the requester here while a task can be recovered; see docs/RELIABILITY.md.
 */
const TASK_SECRETS = 'scaffolder.sqlite tasks.secrets';

test.describe('secrets', () => {
  test.describe.configure({ mode: 'serial' });

  let directory: string;
  let sandbox: SandboxProcess;
  let backend: BackendProcess;
  let api: PortalApi;
  let secretsManager: SecretsManagerClient;
  const answers: RecordedAnswer[] = [];
  const search = new SecretSearch();

  test.beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tap-secrets-'));
    await mkdir(join(directory, 'portal', 'tmp'), { recursive: true });
    sandbox = await SandboxProcess.start({ directory, speed: FAST });
    secretsManager = new SecretsManagerClient({
      endpoint: sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: ROOT_KEY, secretAccessKey: 'sandbox' },
    });
    backend = await BackendProcess.create({
      directory: join(directory, 'portal'),
      sandboxUrl: sandbox.url,
    });
    await backend.start({
      env: { LOG_LEVEL: 'debug', TMPDIR: join(directory, 'portal', 'tmp') },
      overlay: {
        aws: {
          accounts: [
            {
              accountId: AWS_TARGET.accountId,
              accessKeyId: ACCESS_KEY_ID,
              secretAccessKey: SECRET_ACCESS_KEY,
            },
          ],
        },
        tap: {
          targets: [
            {
              name: 'sandbox',
              default: true,
              accountId: ACCOUNT,
              region: 'us-east-1',
              endpoint: sandbox.url,
              ...sandboxIam(ACCOUNT).target,
            },
            AWS_TARGET,
          ],
        },
        backend: {
          auth: {
            externalAccess: [
              {
                type: 'static',
                options: { token: SERVICE_TOKEN, subject: 'a-service' },
              },
            ],
          },
        },
      },
    });
    await backend.ready();
    api = new PortalApi(backend.url, answer => answers.push(answer));
    search.add('access key ID', ACCESS_KEY_ID);
    search.add('secret access key', SECRET_ACCESS_KEY);
    search.add('service token', SERVICE_TOKEN);
    search.add("requester's token", await api.bearer());
  });

  test.afterAll(async () => {
    secretsManager?.destroy();
    await backend?.stop();
    await sandbox?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  test('are found in every encoding', () => {
    const secret = 'p%ss"w0rd+of a test/';
    const sure = new SecretSearch();
    sure.add('it', secret);
    const encoded = (text: string) => Buffer.from(text).toString('base64');
    for (const text of [
      `password=${secret};`,
      `?password=${encodeURIComponent(secret)}`,
      JSON.stringify({ secret }),
      ...['', '1', '12'].map(before => encoded(`${before}${secret}:tail`)),
    ]) {
      expect(sure.find([{ where: 'here', text }])).toEqual(['here: it']);
    }
  });

  test('of the requester are stored in one column while a task runs', async () => {
    await sandbox.setSpeed(SLOW);
    const task = await startTask({
      suffix: 'kept',
      size: 'micro',
      expiresIn: '5h',
      description: CANARY,
    });
    await expect.poll(isPermitted).toBe(true);
    const found = search.find(databases());
    expect(found).toContain(`${TASK_SECRETS}: requester's token`);
    expect(found).toContain(`${TASK_SECRETS}: a JSON web token`);
    expect(found.filter(where => !where.startsWith(TASK_SECRETS))).toEqual([]);
    await sandbox.setSpeed(FAST);
    const ended = await endOfTask(api, task);
    expect(ended.status, ended.log.join('\n')).toBe('completed');
    await learnPasswords(1);
  });

  test('are used by every route and registered action', async () => {
    const path = '/api/tap/environments/sandbox/kept';
    const change = {
      suffix: 'kept',
      size: 'small',
      retention: 'destroy',
      engineVersion: '17',
      description: CANARY,
    };
    await answered(200, api.get('/api/tap/options'));
    await answered(200, api.get('/api/tap/targets/sandbox/suffixes/kept'));
    await answered(200, api.get('/api/tap/environments?target=sandbox'));
    await answered(200, api.get(path));
    await answered(200, api.get(`${path}/progress`));
    await answered(200, api.post('/api/tap/plan', change));
    await answered(200, invoke('list', { target: 'sandbox' }));
    await answered(200, invoke('get', { suffix: 'kept' }));
    await answered(200, invoke('plan', change));
    const { output } = await answered<{ output: { taskId: string } }>(
      200,
      invoke('request', change),
    );
    expect((await endOfTask(api, output.taskId)).status).toBe('completed');
    await answered(200, api.post(`${path}/extend`, { expiresIn: '4h' }));
  });

  test('are used in rejected requests', async () => {
    const token = await api.bearer();
    for (const [status, wrong] of [
      [200, SERVICE_TOKEN],
      [401, `${SERVICE_TOKEN}x`],
      [401, `${token.slice(0, -20)}${'x'.repeat(20)}`],
    ] as const) {
      const authorization = `Bearer ${wrong}`;
      await answered(status, api.get('/api/tap/options', { authorization }));
    }
    await answered(400, api.post('/api/tap/plan', { suffix: 'Nope' }));
    await answered(404, api.get('/api/tap/environments/sandbox/nope'));
  });

  test('are used while AWS is not available', async () => {
    await answered(200, api.get('/api/tap/environments?target=aws'));
  });

  test('are used in failed and cancelled deployments', async () => {
    await sandbox.addFault({
      kind: 'failResource',
      stack: '^TapStack-failing$',
      type: 'AWS::RDS::DBInstance',
      action: 'create',
      reason: 'No capacity',
      afterSeconds: 60,
    });
    await sandbox.setSpeed(SLOW);
    const [failing, stopped] = await Promise.all(
      ['failing', 'stopped'].map(suffix =>
        startTask({ suffix, size: 'micro', description: CANARY }),
      ),
    );
    await learnPasswords(3);
    await api.post(`/api/scaffolder/v2/tasks/${stopped}/cancel`, {});
    await sandbox.setSpeed(FAST);
    expect((await endOfTask(api, failing)).status).toBe('failed');
    expect((await endOfTask(api, stopped)).status).toBe('failed');
  });

  test('are used in notifications and teardowns', async () => {
    const expiry = '/api/tap/.backstage/scheduler/v1/tasks/tap-expiry/trigger';
    await answered(200, api.post(expiry, {}));
    await expect
      .poll(notifications, { timeout: 30_000 })
      .toContain('environment kept expires in 4 hours');
    await answered(200, api.get('/api/catalog/entities'));
    const { taskId } = await answered<{ taskId: string }>(
      201,
      api.post('/api/tap/environments/sandbox/kept/teardown', {
        confirm: 'kept',
      }),
    );
    expect((await endOfTask(api, taskId)).status).toBe('completed');
    await answered(200, api.get('/api/catalog/entities'));
    // The output on exit is collected as well.
    await backend.stop();
  });

  test('of tasks are deleted when they end', () => {
    const of = (column: string) =>
      databases().filter(
        ({ where }) => where === `scaffolder.sqlite tasks.${column}`,
      );
    expect(
      of('status')
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['completed', 'completed', 'completed', 'failed', 'failed']);
    expect(of('secrets')).toEqual([]);
  });

  for (const { channel, canary, collect } of [
    {
      channel: "the back end's log",
      canary: 'TapStack-kept',
      collect: async () => lines(await backend.log()),
    },
    {
      channel: "the sandbox's log",
      canary: 'TAP sandbox',
      collect: async () => lines(await readFile(sandbox.log, 'utf8')),
    },
    {
      channel: 'audit events',
      canary: '"suffix":"kept"',
      collect: async () =>
        lines(await backend.log()).filter(({ text }) => AUDIT.test(text)),
    },
    {
      channel: 'task events',
      canary: 'TapStack-kept',
      collect: async () => stored('scaffolder.sqlite task_events.body'),
    },
    {
      channel: "the tasks' own rows",
      canary: CANARY,
      collect: async () => stored('scaffolder.sqlite tasks.'),
    },
    {
      channel: 'catalog entities',
      canary: CANARY,
      collect: async () => answersOf('/api/catalog/entities'),
    },
    {
      channel: 'HTTP answers',
      canary: CANARY,
      collect: async () => answersOf('/'),
    },
    {
      channel: 'notifications',
      canary: 'environment kept expires in 4 hours',
      collect: async () => stored('notifications.sqlite notification.'),
    },
    {
      channel: "the portal's databases",
      canary: CANARY,
      collect: async () => databases(),
    },
    {
      channel: "the files in the portal's directories",
      canary: CANARY,
      collect: async () => files(),
    },
  ]) {
    test(`are not in ${channel}`, async () => {
      const evidence = await collect();
      const sure = new SecretSearch();
      sure.add('canary', canary);
      expect(sure.find(evidence)).not.toEqual([]);
      expect(search.find(evidence).filter(isNoRemnant)).toEqual([]);
    });
  }

  test('are not in the audit events, which are complete', async () => {
    const trail = lines(await backend.log()).map(({ text }) => text);
    for (const [kind, suffix, ends] of [
      ['deploy', 'kept', 'succeeded'],
      ['extend', 'kept', 'succeeded'],
      ['teardown', 'kept', 'succeeded'],
      ['deploy', 'failing', 'failed'],
      ['deploy', 'stopped', 'failed'],
    ]) {
      for (const status of ['initiated', ends]) {
        expect(
          trail.filter(line =>
            [
              `eventId="environment-${kind}"`,
              `"suffix":"${suffix}"`,
              `status="${status}"`,
            ].every(part => line.includes(part)),
          ),
        ).not.toEqual([]);
      }
    }
  });

  async function startTask(values: {
    suffix: string;
    [field: string]: string;
  }): Promise<string> {
    const { id } = await answered<{ id: string }>(
      201,
      api.post('/api/scaffolder/v2/tasks', {
        templateRef: 'template:default/tap-postgres',
        values,
      }),
    );
    return id;
  }

  async function invoke(action: string, input: object): Promise<Response> {
    return api.post(
      `/api/tap/.backstage/actions/v1/actions/tap:${action}/invoke`,
      input,
    );
  }

  async function notifications(): Promise<string> {
    return (await api.get('/api/notifications/notifications')).text();
  }

  /** Waits for the passwords of all users of a number of databases and adds them to the search. */
  async function learnPasswords(count: number): Promise<void> {
    const passwords = new Map<string, string>();
    await expect
      .poll(
        async () => {
          const all = await secretsManager.send(new ListSecretsCommand({}));
          for (const { ARN } of all.SecretList ?? []) {
            const { SecretString } = await secretsManager.send(
              new GetSecretValueCommand({ SecretId: ARN }),
            );
            passwords.set(ARN!, JSON.parse(SecretString!).password);
          }
          return passwords.size;
        },
        { intervals: [100] },
      )
      .toBe(count * USERS_PER_DATABASE);
    passwords.forEach((password, arn) =>
      search.add(`password of ${arn}`, password),
    );
  }

  /** Whether a task has been authorized, and its row is complete. */
  function isPermitted(): boolean {
    return databases().some(
      ({ where, text }) =>
        where === 'scaffolder.sqlite tasks.state' && text.includes('permit'),
    );
  }

  function databases(): Evidence[] {
    const directoryOfDatabases = join(directory, 'portal', 'db');
    return readdirSync(directoryOfDatabases)
      .filter(name => name.endsWith('.sqlite'))
      .flatMap(name => readSqlite(join(directoryOfDatabases, name)));
  }

  function stored(what: string): Evidence[] {
    return databases().filter(({ where }) => where.startsWith(what));
  }

  function answersOf(path: string): Evidence[] {
    return answers
      .filter(answer => answer.path.startsWith(path))
      .map(({ path: where, text }) => ({ where, text }));
  }

  /** Compares bytes, except in the configuration file of the test. */
  async function files(): Promise<Evidence[]> {
    const found = await readFiles(join(directory, 'portal'));
    return found
      .filter(({ name }) => !/^app-config\.chaos-\d\.json$/.test(name))
      .map(({ name, bytes }) => ({ where: name, text: bytes }));
  }
});

function lines(log: string): Evidence[] {
  return stripVTControlCharacters(log)
    .split('\n')
    .map((text, index) => ({ where: `line ${index + 1}`, text }));
}

/** SQLite overwrites deleted data with a delay; secrets of AWS and the databases were never stored there. */
function isNoRemnant(finding: string): boolean {
  return !/^db\/scaffolder\.sqlite(?:-wal)?: (?:requester's token|a JSON web token)$/.test(
    finding,
  );
}

async function answered<T>(
  status: number,
  answering: Promise<Response>,
): Promise<T> {
  const answer = await answering;
  const text = await answer.text();
  expect(answer.status, text).toBe(status);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
