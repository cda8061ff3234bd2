import { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort } from '../chaos/processes/freePort';
import { PortalDatabase } from '../chaos/processes/PortalDatabase';
import { SandboxProcess } from '../chaos/processes/SandboxProcess';
import { TOKEN } from './packedBackEnd';
import { ProductionBundle } from './ProductionBundle';
import { readManifest } from './publishedPackages';

const ACCOUNT = '000000000000';

test.describe('the production bundle', { tag: '@verify' }, () => {
  test.describe.configure({ timeout: 600_000 });

  let bundle: ProductionBundle;
  let database: PortalDatabase;
  let directory: string;
  let sandbox: SandboxProcess;
  let backEnd: ChildProcess;
  let url: string;

  test.beforeAll(async () => {
    bundle = await ProductionBundle.unpack();
    database = await PortalDatabase.start();
    directory = await mkdtemp(join(tmpdir(), 'tap-production-sandbox-'));
    sandbox = await SandboxProcess.start({ directory, speed: 100 });
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const { host, port: databasePort, user, password } = database.connection();
    backEnd = await bundle.start(
      {
        backend: {
          listen: { host: '127.0.0.1', port },
          auth: {
            externalAccess: [
              { type: 'static', options: { token: TOKEN, subject: 'test' } },
            ],
          },
        },
        tap: {
          targets: [
            {
              name: 'sandbox',
              accountId: ACCOUNT,
              region: 'us-east-1',
              endpoint: sandbox.url,
            },
          ],
        },
      },
      {
        TAP_BASE_URL: url,
        POSTGRES_HOST: host,
        POSTGRES_PORT: String(databasePort),
        POSTGRES_USER: user,
        POSTGRES_PASSWORD: password,
        AUTH_GITHUB_CLIENT_ID: 'client',
        AUTH_GITHUB_CLIENT_SECRET: 'secret',
        TAP_ACCOUNT_ID: ACCOUNT,
        TAP_EXTERNAL_ID: 'external',
        TAP_REGION: 'us-east-1',
      },
    );
  });

  test.afterAll(async () => {
    if (backEnd && backEnd.exitCode === null) {
      const exited = once(backEnd, 'exit');
      backEnd.kill('SIGTERM');
      await exited;
    }
    await sandbox?.stop();
    await database?.stop();
    await bundle?.remove();
    await rm(directory, { recursive: true, force: true });
  });

  test('starts on PostgreSQL with the configuration for production, and lists environments', async () => {
    await expect
      .poll(() => read('/api/tap/environments?limit=20'), { timeout: 180_000 })
      .toContain('"allItems":0');
  });

  test('has configuration schemas that a start does not have to compile', () => {
    const schemas = globSync('{packages,plugins}/*/package.json', {
      cwd: bundle.directory,
    })
      .map(file => readManifest(join(bundle.directory, file)).configSchema)
      .filter(schema => schema !== undefined);
    expect(new Set(schemas)).toEqual(new Set(['config.schema.json']));
  });

  test('has the templates', async () => {
    await expect
      .poll(() =>
        read('/api/catalog/entities/by-name/template/default/tap-postgres'),
      )
      .toContain('"name":"tap-postgres"');
  });

  test('serves the front end, without guest sign-in', async ({ page }) => {
    await page.goto(url);
    await expect(page.getByText('GitHub').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Enter' })).toHaveCount(0);
  });

  /** What the portal answers to the token; undefined before it listens. */
  async function read(path: string): Promise<string | undefined> {
    expect(backEnd.exitCode).toBeNull();
    const headers = { authorization: `Bearer ${TOKEN}` };
    const answer = await fetch(`${url}${path}`, { headers }).catch(
      () => undefined,
    );
    return answer?.text();
  }
});
