import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expect, Page } from '@playwright/test';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Environment } from '@tap/plugin-tap-common';
import { Portal, PortalApi } from './Portal';
import { runTask } from './scaffolderTask';
import { onTheMachine } from './shell';
import { signIn } from './signIn';
import { testWithPortal as test, withSpeed } from './testWithPortal';
import { check } from './check';

const ROOT = join(__dirname, '..');
const VERSION = /PostgreSQL 17\./;
/** Without quotes, because it is put into strings of each language. */
const RECOVERY = 'concat($$in recovery: $$, pg_is_in_recovery())';
const IN_RECOVERY = /in recovery: t/;

/** Debian's JDBC driver, or the class path of the environment. */
const CLASS_PATH = process.env.CLASSPATH ?? '/usr/share/java/postgresql.jar';

/** Debian's Go packages. */
const GO_PACKAGES = '/usr/share/gocode';

test.describe('the code on the page of an environment connects to its database', () => {
  test.describe.configure({ mode: 'serial' });

  let portal: Portal;
  let directory: string;
  let login: Record<string, string>;
  let replicaPort: string;

  withSpeed(200);

  test.beforeAll(async ({ portal: shared }) => {
    portal = shared;
    directory = await mkdtemp(join(tmpdir(), 'tap-connect-'));
    const api = new PortalApi(portal.url);
    // The smallest size with a read replica.
    const values = { suffix: 'reports', size: 'small' };
    const { status } = await runTask(api, 'tap-postgres', values);
    expect(status).toBe('completed');
    const answer = await api.get('/api/tap/environments/sandbox/reports');
    const { outputs } = (await answer.json()) as Environment;
    replicaPort = outputs!.ReadReplica1Port!;
    const { SecretString } = await portal.secretsManager.send(
      new GetSecretValueCommand({ SecretId: outputs!.ReadWriteSecretArn }),
    );
    const { username, password } = JSON.parse(SecretString!);
    login = { PGUSER: username, PGPASSWORD: password };
  });

  test.afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  test('says Copied, and copies the line that runs the downloaded script', async ({
    context,
    page,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page);
    await page
      .getByRole('button', { name: 'Copy Connect with the script' })
      .click();
    await expect(page.getByText('Copied', { exact: true })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'sh reports.sh',
    );
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download reports.sh' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('reports.sh');
    const script = join(directory, 'reports.sh');
    await download.saveAs(script);
    expect(await readFile(script, 'utf8')).not.toContain(login.PGPASSWORD);
  });

  test('psql, with the script', async ({ page }) => {
    test.skip(!onTheMachine('aws', 'psql'), 'aws or psql is not installed');
    const code = await codeFor(page, 'psql');
    expect(await run('sh', ['-ec', code])).toMatch(VERSION);
    expect(
      await run('sh', [
        '-ec',
        'eval "$(sh reports.sh env)"; printf "%s %s" "$PGUSER" "$PGPASSWORD"',
      ]),
    ).toBe(`${login.PGUSER} ${login.PGPASSWORD}`);
    const saved = page.waitForEvent('download');
    await readOnly(page);
    await page
      .getByRole('button', { name: 'Download reports-read-only.sh' })
      .click();
    await (await saved).saveAs(join(directory, 'reports-read-only.sh'));
    const reading = (await codeFor(page, 'psql')).replace(
      'version()',
      () => RECOVERY,
    );
    expect(await run('sh', ['-ec', reading])).toMatch(IN_RECOVERY);
  });

  test('the connection URI of the replicas', async ({ page }) => {
    const libpq = onTheMachine('psql') ? await run('psql', ['--version']) : '';
    test.skip(
      Number(/(\d+)\./.exec(libpq)?.[1] ?? 0) < 16,
      'psql 16 or later is not installed',
    );
    await open(page);
    await readOnly(page);
    const uri = await page.getByText(/^postgresql:/).innerText();
    expect(await run('psql', [uri, '-Atc', `select ${RECOVERY}`])).toMatch(
      IN_RECOVERY,
    );
  });

  test('Node.js', async ({ page }) => {
    const env = { NODE_PATH: join(ROOT, 'node_modules') };
    const execute = async (code: string) =>
      run(process.execPath, [await save('connect.cjs', code)], env);
    expect(await execute(await codeFor(page, 'Node.js'))).toMatch(VERSION);
    await readOnly(page);
    await readsFromReplica(await codeFor(page, 'Node.js'), execute);
  });

  test('Python', async ({ page }) => {
    const python = ['python3', '/usr/bin/python3'].find(hasPsycopg);
    test.skip(python === undefined, 'psycopg is not installed');
    const execute = async (code: string) =>
      run(python!, [await save('connect.py', code)]);
    expect(await execute(await codeFor(page, 'Python'))).toMatch(VERSION);
    if (balances(python!)) {
      await readOnly(page);
      await readsFromReplica(await codeFor(page, 'Python'), execute);
    }
  });

  test('Java', async ({ page }) => {
    test.skip(
      !onTheMachine('java') || !CLASS_PATH.split(':').every(existsSync),
      'java or the PostgreSQL JDBC driver is not installed',
    );
    const execute = async (code: string) =>
      run('java', ['-cp', CLASS_PATH, await save('Connect.java', code)]);
    expect(await execute(await codeFor(page, 'Java'))).toMatch(VERSION);
    await readOnly(page);
    await readsFromReplica(await codeFor(page, 'Java'), execute);
  });

  test('Go', async ({ page }) => {
    test.skip(
      !onTheMachine('go') ||
        !existsSync(join(GO_PACKAGES, 'src/github.com/lib/pq')),
      'go or lib/pq is not installed',
    );
    const env = {
      GO111MODULE: 'off',
      GOPATH: GO_PACKAGES,
      GOCACHE: join(directory, 'go'),
    };
    const execute = async (code: string) =>
      run('go', ['run', await save('connect.go', code)], env);
    expect(await execute(await codeFor(page, 'Go'))).toMatch(VERSION);
    const connector = join(GO_PACKAGES, 'src/github.com/lib/pq/connector.go');
    if ((await readFile(connector, 'utf8')).includes('load_balance_hosts')) {
      await readOnly(page);
      await readsFromReplica(await codeFor(page, 'Go'), execute);
    }
  });

  test('Kubernetes, with a reference to a Secret', async ({ page }) => {
    const code = await codeFor(page, 'Kubernetes');
    for (const [variable, key] of [
      ['PGUSER', 'username'],
      ['PGPASSWORD', 'password'],
    ]) {
      expect(code).toMatch(
        new RegExp(
          `- name: ${variable}\\s+valueFrom:\\s+secretKeyRef:\\s+name: reports-postgresql\\s+key: ${key}(\\s|$)`,
        ),
      );
    }
    expect(code).toContain('value: "127.0.0.1"');
    expect(code).not.toContain(login.PGPASSWORD);
  });

  async function open(page: Page): Promise<void> {
    await signIn(page, portal.url, '/environments/sandbox/reports');
    await expect(page.getByRole('region', { name: 'Connect' })).toBeVisible();
  }

  async function readOnly(page: Page): Promise<void> {
    await check(page.getByRole('radio', { name: 'Read only' }));
  }

  /** Code for read-only access connects to the replica, and to the primary while the replica is not available. */
  async function readsFromReplica(
    code: string,
    execute: (code: string) => Promise<string>,
  ): Promise<void> {
    const asking = code.replace('version()', () => `${RECOVERY} as version`);
    expect(await execute(asking)).toMatch(IN_RECOVERY);
    // A port without a server.
    const unavailable = asking.replaceAll(replicaPort, '1');
    expect(await execute(unavailable)).toMatch(/in recovery: f/);
  }

  async function codeFor(page: Page, client: string): Promise<string> {
    if (!page.url().includes('/environments/sandbox/reports')) {
      await open(page);
    }
    await page.getByRole('button', { name: /Client/ }).click();
    await page.getByRole('option', { name: client, exact: true }).click();
    return page
      .getByRole('group', { name: `Code for ${client}`, exact: true })
      .innerText();
  }

  async function save(name: string, code: string): Promise<string> {
    const file = join(directory, name);
    await writeFile(file, code);
    return file;
  }

  /** @returns what the program prints on standard output */
  async function run(
    program: string,
    args: string[],
    env: Record<string, string> = {},
  ): Promise<string> {
    const { stdout } = await promisify(execFile)(program, args, {
      cwd: directory,
      env: { ...process.env, ...login, ...env },
      timeout: 120_000,
    });
    return stdout;
  }
});

function hasPsycopg(program: string): boolean {
  return succeeds(program, 'import psycopg');
}

/** Whether it has psycopg 3.2.6 or later, with libpq 16 or later. */
function balances(program: string): boolean {
  return succeeds(
    program,
    'import psycopg; assert psycopg.pq.version() >= 160000 and tuple(map(int, psycopg.__version__.split(".")[:3])) >= (3, 2, 6)',
  );
}

function succeeds(program: string, code: string): boolean {
  try {
    execFileSync(program, ['-c', code], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
