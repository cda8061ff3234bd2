import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, Page, test } from '@playwright/test';
import { freePort } from '../chaos/processes/freePort';
import { AdopterApp } from './AdopterApp';
import { readGuide } from './InstallGuide';
import { PackageRegistry } from './PackageRegistry';
import { packPackages } from './packPackages';
import { PortalApi } from './Portal';
import { publishedPackages } from './publishedPackages';
import { runTask } from './scaffolderTask';
import { check } from './check';

const MINUTE = 60_000;

test.describe(
  'a platform team that follows docs/INSTALL.md',
  { tag: '@verify' },
  () => {
    test.describe.configure({ mode: 'serial', timeout: 30 * MINUTE });
    test.use({ actionTimeout: MINUTE });

    const guide = readGuide();
    let archives: string;
    let registry: PackageRegistry;
    let app: AdopterApp;
    let ports: { app: number; backEnd: number; sandbox: number };

    test.beforeAll(async () => {
      test.setTimeout(30 * MINUTE);
      archives = await mkdtemp(join(tmpdir(), 'tap-archives-'));
      const packages = publishedPackages();
      registry = await PackageRegistry.start(
        packages,
        await packPackages(packages, archives),
      );
      app = await timed('create and install the app', () =>
        AdopterApp.create(registry.url),
      );
      ports = {
        app: await freePort(),
        backEnd: await freePort(),
        sandbox: await freePort(),
      };
    });

    test.afterEach(async () => {
      const { status, expectedStatus } = test.info();
      await app?.stop();
      if (app && status !== expectedStatus) {
        await test.info().attach('log', { body: await app.printed() });
      }
    });

    test.afterAll(async () => {
      test.setTimeout(30 * MINUTE);
      await app?.remove();
      await registry?.stop();
      await rm(archives, { recursive: true, force: true });
    });

    test('installs and configures TAP', async () => {
      const before = await app.duplicates();
      for (const section of ['1', '2', '3', '4']) {
        await timed(`follow section ${section}`, () =>
          app.follow(guide.get(section)!),
        );
      }
      expect(await app.duplicates()).toEqual(before);
    });

    test('requests an environment in development, by form and API', async ({
      page,
    }) => {
      const url = `http://localhost:${ports.app}`;
      await writeFile(
        join(app.root, 'app-config.local.yaml'),
        JSON.stringify(localConfig(url)),
      );
      const [, backstage] = guide.get('5')!;
      startSandbox();
      app.start(backstage.text);
      await useTap(page, url, 'development');
    });

    test('has a valid configuration for an AWS account', async () => {
      await app.follow(guide.get('6')!);
    });

    test('requests an environment in production, by form and API', async ({
      page,
    }) => {
      await timed('build for production', () => app.follow(guide.get('7')!));
      const production = await timed('install the bundle', () =>
        app.unpackProduction(),
      );
      const url = `http://localhost:${ports.backEnd}`;
      await writeFile(
        join(production, 'app-config.machine.json'),
        JSON.stringify({
          ...localConfig(url),
          auth: {
            providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
          },
          // The same users and groups as in development: the production configuration of create-app reads them here.
          catalog: {
            locations: [
              {
                type: 'file',
                target: './examples/org.yaml',
                rules: [{ allow: ['User', 'Group'] }],
              },
            ],
          },
        }),
      );
      startSandbox();
      app.start(
        'node packages/backend --config app-config.yaml --config app-config.machine.json',
        { cwd: production, env: { NODE_ENV: 'production' } },
      );
      await useTap(page, url, 'production');
    });

    function startSandbox() {
      const [sandbox] = guide.get('5')!;
      app.start(`${sandbox.text.trim()} --port ${ports.sandbox} --speed 100`);
    }

    /** The ports of the guide may be in use on this machine, and tests listen on loopback only. */
    function localConfig(url: string): object {
      return {
        app: { baseUrl: url },
        backend: {
          baseUrl: `http://localhost:${ports.backEnd}`,
          listen: { host: '127.0.0.1', port: ports.backEnd },
          cors: { origin: url },
        },
        tap: {
          targets: [
            {
              name: 'sandbox',
              accountId: '000000000000',
              region: 'us-east-1',
              endpoint: `http://127.0.0.1:${ports.sandbox}`,
            },
          ],
        },
      };
    }

    /** Creates and removes an environment through the API, and another one in the browser. */
    async function useTap(page: Page, url: string, suffix: string) {
      const api = new PortalApi(`http://localhost:${ports.backEnd}`);
      const entityStatus = async (ref: string) =>
        (await api.get(`/api/catalog/entities/by-name/${ref}`)).status;
      await timed('start Backstage', () =>
        expect(async () => {
          expect(await entityStatus('template/default/tap-postgres')).toBe(200);
          expect((await fetch(url)).status).toBe(200);
        }).toPass({ timeout: 5 * MINUTE }),
      );

      await timed('create and tear down by API', async () => {
        const name = `api-${suffix}`;
        const created = await runTask(api, 'tap-postgres', {
          suffix: name,
          size: 'micro',
        });
        expect(created.log.join('\n')).toContain(name);
        expect(created.status).toBe('completed');
        expect(await entityStatus(`system/default/tap-${name}`)).toBe(200);
        const database = `resource/default/tap-${name}-database`;
        expect(await entityStatus(database)).toBe(200);
        const removed = await runTask(api, 'tap-postgres-teardown', {
          suffix: name,
          confirm: name,
        });
        expect(removed.status).toBe('completed');
        expect(await entityStatus(`system/default/tap-${name}`)).toBe(404);
        expect(await entityStatus(database)).toBe(404);
      });

      await timed('create and tear down in the browser', async () => {
        const problems = problemsOf(page);
        await page.goto(url);
        await page.getByRole('button', { name: 'Enter' }).click();
        await expect(
          page.getByRole('link', { name: /Create/ }).first(),
        ).toBeVisible();
        await page.goto(`${url}/create`);
        await expect(
          page.getByText('PostgreSQL environment').first(),
        ).toBeVisible();
        await expect(page.getByText('Tear down a PostgreSQL')).toHaveCount(0);
        const name = `form-${suffix}`;
        await page.goto(`${url}/environments/create`);
        await page.getByRole('textbox', { name: /^Name/ }).fill(name);
        await expect(page.getByText(`${name} is available`)).toBeVisible();
        const micro = page.getByRole('radio', { name: /^micro/ });
        await check(micro);
        await expect(micro).toBeChecked();
        await page.getByRole('button', { name: 'Review' }).click();
        await page.getByRole('button', { name: 'Create environment' }).click();
        await page.getByRole('link', { name: `Open ${name}` }).click({
          timeout: 5 * MINUTE,
        });
        await expect(
          page.getByRole('heading', { name: new RegExp(name) }).first(),
        ).toBeVisible();
        await page.goto(`${url}/catalog/default/resource/tap-${name}-database`);
        const resource = page.getByRole('region', { name: 'Resource' });
        await expect(resource.getByText(/^arn:aws:/)).toBeVisible();
        await expect(page.getByText('View Source')).toHaveCount(0);
        await page.getByRole('button', { name: 'More actions' }).click();
        await expect(
          page.getByRole('menuitem', { name: /Inspect/ }),
        ).toBeVisible();
        await expect(
          page.getByRole('menuitem', { name: /Unregister/ }),
        ).toHaveCount(0);
        await page.keyboard.press('Escape');
        await resource.getByRole('link', { name, exact: true }).click();
        // The sidebar has a link of the same name.
        await page.locator(`a[href$="/${name}/settings"]`).click();
        await page.getByRole('button', { name: 'Tear down' }).first().click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel(`Type ${name} to confirm`).fill(name);
        await dialog.getByRole('button', { name: 'Tear down' }).click();
        await expect(
          page.getByRole('heading', { name: `${name} is torn down` }),
        ).toBeVisible({ timeout: 5 * MINUTE });
        expect(problems).toEqual([]);
      });
    }
  },
);

/** Takes a step, and adds its duration to the report. */
async function timed<T>(what: string, step: () => Promise<T>): Promise<T> {
  const began = Date.now();
  const result = await test.step(what, step);
  test.info().annotations.push({
    type: `seconds to ${what}`,
    description: String((Date.now() - began) / 1000),
  });
  return result;
}

/** Errors of a page from now on, and extensions in app-config that do not exist. */
function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', message => {
    if (message.text().includes('INVALID_EXTENSION_CONFIG')) {
      problems.push(message.text());
    }
  });
  return problems;
}
