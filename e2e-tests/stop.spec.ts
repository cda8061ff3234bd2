import { expect, test } from '@playwright/test';
import { Portal, PortalApi } from './Portal';
import { sandboxState } from './sandboxState';
import { runTask } from './scaffolderTask';
import { signIn } from './signIn';
import { takeScreenshots } from './takeScreenshots';

const PAGE = '/environments/sandbox/orders';

test.describe('an environment', () => {
  let portal: Portal;

  test.beforeAll(async () => {
    portal = await Portal.start({ speed: 200 });
    const { status } = await runTask(
      new PortalApi(portal.url),
      'tap-postgres',
      { suffix: 'orders', size: 'micro' },
    );
    expect(status).toBe('completed');
  });

  test.afterAll(() => portal?.stop());

  test('is stopped and started on its page, with its database', async ({
    page,
  }) => {
    const runs = async () => {
      const { databases } = await sandboxState(portal);
      return databases[0].pid !== undefined;
    };
    await signIn(page, portal.url);

    await test.step('stops', async () => {
      await page.goto(`${portal.url}${PAGE}/settings`);
      await page.getByRole('button', { name: 'Stop' }).click();
      const start = page.getByRole('button', { name: 'Start' });
      await expect(start).toBeVisible();
      await expect(
        page.getByText('Amazon RDS does not change a stopped database.'),
      ).toBeVisible();
      await takeScreenshots(page, 'stopped-settings', { shown: start });
      expect(await runs()).toBe(false);
    });

    await test.step('is shown as stopped everywhere', async () => {
      await page.goto(`${portal.url}${PAGE}`);
      const connect = page.getByRole('region', { name: 'Connect' });
      await expect(connect).toContainText('It accepts no connections.');
      await expect(
        page.getByRole('region', { name: 'Environment' }),
      ).toContainText(/DatabaseStopped/);
      await takeScreenshots(page, 'stopped', { shown: connect });
      await page.goto(`${portal.url}/environments?status=stopped`);
      const row = page.getByRole('row', { name: /orders/ });
      await expect(row).toContainText('Stopped');
      await takeScreenshots(page, 'stopped-list', { shown: row });
      await page.goto(`${portal.url}${PAGE}/change`);
      await expect(page.getByText('orders is stopped')).toBeVisible();
    });

    await test.step('starts in the list', async () => {
      await page.goto(`${portal.url}/environments`);
      await page.getByRole('button', { name: 'Actions for orders' }).click();
      await page.getByRole('menuitem', { name: 'Start' }).click();
      await expect(page.getByRole('row', { name: /orders/ })).toContainText(
        'Available',
      );
      expect(await runs()).toBe(true);
    });
  });
});
