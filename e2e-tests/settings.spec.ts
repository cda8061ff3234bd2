import { expect } from '@playwright/test';
import type { Environment, EnvironmentOptions } from '@tap/plugin-tap-common';
import { connect } from './database';
import { PortalApi } from './Portal';
import { databasesOf } from './sandboxState';
import { runTask } from './scaffolderTask';
import { signIn } from './signIn';
import { takeScreenshots } from './takeScreenshots';
import { testWithPortal as test, withSpeed } from './testWithPortal';
import { check } from './check';

const PAGE = '/environments/sandbox/nightly';
const ENVIRONMENT = '/api/tap/environments/sandbox/nightly';

test.describe('the settings of an environment', () => {
  test.describe.configure({ mode: 'serial' });

  withSpeed(400);

  test.beforeAll(async ({ portal }) => {
    const { status } = await runTask(
      new PortalApi(portal.url),
      'tap-postgres',
      { suffix: 'nightly', size: 'micro' },
    );
    expect(status).toBe('completed');
  });

  test('rotate the passwords of its roles', async ({ page, portal }) => {
    const api = new PortalApi(portal.url);
    const loginName = async () => {
      const answer = await api.get(ENVIRONMENT);
      const { outputs } = (await answer.json()) as Environment;
      const client = await connect(portal, {
        endpoint: outputs!.DatabaseEndpoint,
        port: outputs!.DatabasePort,
        database: outputs!.DatabaseName,
        secretArn: outputs!.ReadWriteSecretArn!,
      });
      const { rows } = await client.query('select session_user as name');
      await client.end();
      return rows[0].name;
    };
    expect(await loginName()).toBe('app_rw');

    await signIn(page, portal.url, `${PAGE}/settings`);
    await page.getByRole('button', { name: 'Rotate…' }).click();
    const dialog = page.getByRole('dialog');
    await check(dialog.getByRole('radio', { name: 'No longer' }));
    await expect(
      dialog.getByText(/^Clients cannot open new connections/),
    ).toBeVisible();
    await takeScreenshots(page, 'rotate');
    await dialog.getByRole('button', { name: 'Rotate' }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(loginName).toBe('app_rw_b');

    const rotated = page.getByText(
      /The previous passwords are no longer accepted\.$/,
    );
    await expect(rotated).toBeVisible();
    await takeScreenshots(page, 'rotated');
    await page.getByRole('link', { name: 'Activity' }).click();
    await expect(
      page.getByRole('row', { name: /passwords.*guest.*Succeeded/i }),
    ).toBeVisible();
  });

  test('stop and start it, with its database', async ({ page, portal }) => {
    const runs = async () => {
      const [database] = await databasesOf(portal, 'nightly');
      return database.pid !== undefined;
    };

    await test.step('stops', async () => {
      await signIn(page, portal.url, `${PAGE}/settings`);
      await page.getByRole('button', { name: 'Stop' }).click();
      const start = page.getByRole('button', { name: 'Start' });
      await expect(start).toBeVisible();
      await expect(
        page.getByText('Amazon RDS does not change a stopped database.'),
      ).toBeVisible();
      await takeScreenshots(page, 'stopped-settings');
      expect(await runs()).toBe(false);
    });

    await test.step('is shown as stopped everywhere', async () => {
      await page.getByRole('link', { name: 'Overview' }).click();
      const connect = page.getByRole('region', { name: 'Connect' });
      await expect(connect).toContainText('when the database is started.');
      await expect(
        page.getByRole('region', { name: 'Environment' }),
      ).toContainText('list price while stopped');
      await takeScreenshots(page, 'stopped');
      await page.goto(`${portal.url}/environments?status=stopped`);
      const row = page.getByRole('row', { name: /nightly/ });
      await expect(row).toContainText('Stopped');
      const answer = await new PortalApi(portal.url).get('/api/tap/options');
      const { targets } = (await answer.json()) as EnvironmentOptions;
      const micro = targets[0].sizes.find(({ name }) => name === 'micro')!;
      const { monthlyUsd, stoppedMonthlyUsd } = micro.price!;
      expect(stoppedMonthlyUsd).toBeLessThan(monthlyUsd);
      await expect(row).toContainText(`$${stoppedMonthlyUsd!.toFixed(2)}`);
      await takeScreenshots(page, 'stopped-list');
      await page.goto(`${portal.url}${PAGE}/change`);
      await expect(page.getByText('nightly is stopped')).toBeVisible();
    });

    await test.step('starts in the list', async () => {
      await page.goto(`${portal.url}/environments`);
      await page.getByRole('button', { name: 'Actions for nightly' }).click();
      await page.getByRole('menuitem', { name: 'Start' }).click();
      await expect(page.getByRole('row', { name: /nightly/ })).toContainText(
        'Available',
      );
      expect(await runs()).toBe(true);
    });
  });
});
