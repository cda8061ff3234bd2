import { expect, Page, test } from '@playwright/test';
import { Portal, PortalApi } from './Portal';
import { raiseAlarm } from './raiseAlarm';
import { runTask } from './scaffolderTask';
import { signIn } from './signIn';
import { takeScreenshot } from './takeScreenshot';
import { setTheme, takeScreenshots } from './takeScreenshots';

const ADDRESS = '/environments/sandbox/orders';

test.describe('the address of an environment', () => {
  test.describe.configure({ mode: 'serial' });

  let portal: Portal;
  let api: PortalApi;

  test.beforeAll(async () => {
    portal = await Portal.start({ speed: 60 });
    api = new PortalApi(portal.url);
    const created = await runTask(api, 'tap-postgres', {
      suffix: 'orders',
      size: 'small',
      retention: 'snapshot',
      expiresIn: '1d',
      description: 'Orders service, branch 42',
    });
    expect(created.status).toBe('completed');
  });

  test.afterAll(async () => {
    await portal?.stop();
  });

  test('leads to the page of the environment while it exists', async ({
    page,
  }) => {
    await signIn(page, portal.url);
    await page.goto(`${portal.url}/catalog/default/system/tap-orders`);
    await expect(page).toHaveURL(`${portal.url}${ADDRESS}`);
    await expect(
      page.getByRole('heading', { name: 'orders', exact: true }),
    ).toBeVisible();
    await expect(
      page.getByText(/The environment expires in/).first(),
    ).toBeVisible();
    await expect(page.getByText('View Source')).toHaveCount(0);
    await look(page, 'overview', ADDRESS, 'Connect');

    await page.goto(`${portal.url}${ADDRESS}`);
    await page.getByRole('link', { name: 'Activity' }).click();
    await expect(
      page.getByRole('row', {
        name: /Creation.*guest.*Succeeded.*Open the task/,
      }),
    ).toBeVisible();
    await look(page, 'activity', `${ADDRESS}/activity`, 'Operations');

    await page.goto(`${portal.url}${ADDRESS}/resources`);
    await page.getByRole('button', { name: 'Expand all' }).click();
    await expect(
      page.getByRole('row', { name: /Database instance.*CREATE_COMPLETE/ }),
    ).not.toHaveCount(0);
    await expect(page.getByRole('row', { name: /BucketName/ })).toHaveCount(0);
    await look(page, 'resources', `${ADDRESS}/resources`, /^Resources \(/);

    await look(page, 'settings', `${ADDRESS}/settings`, 'Danger zone');
    await page.goto(`${portal.url}${ADDRESS}`);
    await page.getByRole('link', { name: 'All environments' }).click();
    await expect(page).toHaveURL(`${portal.url}/environments`);
  });

  test('shows an alarm on its page and in the list', async ({ page }) => {
    await raiseAlarm(portal, 'orders');

    await signIn(page, portal.url);
    await page.goto(`${portal.url}${ADDRESS}`);
    await expect(
      page
        .getByRole('table', { name: 'Alarms that are not OK' })
        .getByRole('row', { name: /DatabaseAlarmStorage.*In alarm/ }),
    ).toBeVisible();
    await look(page, 'alarm', ADDRESS, 'Alarms');
    await page.goto(`${portal.url}/environments`);
    const alarm = page.getByText('1 alarm', { exact: true });
    await expect(alarm).toBeVisible();
    await takeScreenshots(page, 'list-alarm', { shown: alarm });
  });

  test('has a page for each resource without the stock About card', async ({
    page,
  }) => {
    await signIn(page, portal.url);
    for (const part of ['database', 'replica-1', 'bastion', 'key', 'bucket']) {
      const path = `/catalog/default/resource/tap-orders-${part}`;
      await page.goto(`${portal.url}${path}`);
      const card = page.getByRole('region', { name: 'Resource' });
      await expect(card.getByText(/^arn:aws:/)).toBeVisible();
      await expect(
        card.getByRole('link', { name: 'orders', exact: true }),
      ).toHaveAttribute('href', ADDRESS);
      await expect(page.getByText('View Source')).toHaveCount(0);
      await page.getByRole('button', { name: 'More actions' }).click();
      await expect(
        page.getByRole('menuitem', { name: /Inspect/ }),
      ).toBeVisible();
      await expect(
        page.getByRole('menuitem', { name: /Unregister/ }),
      ).toHaveCount(0);
      await page.keyboard.press('Escape');
    }
    await look(
      page,
      'resource',
      '/catalog/default/resource/tap-orders-database',
      'Resource',
    );
  });

  test('says that a name was never used', async ({ page }) => {
    await signIn(page, portal.url);
    await look(
      page,
      'never-seen',
      '/environments/sandbox/never-seen',
      'No environment with this name',
    );
  });

  test('leads to the receipt after the teardown', async ({ page }) => {
    await signIn(page, portal.url);
    await page.goto(`${portal.url}${ADDRESS}/settings`);
    await page.getByRole('button', { name: 'Tear down' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Type orders to confirm').fill('orders');
    await dialog.getByRole('button', { name: 'Tear down' }).click();
    await expect(dialog).toBeHidden();
    await page.goto(`${portal.url}${ADDRESS}`);
    await expect(page.getByText('This environment was torn down')).toBeVisible({
      timeout: 180_000,
    });
    await page.reload();
    const kept = page.getByRole('table', { name: 'Kept resources' });
    await expect(
      kept.getByRole('row', {
        name: /Database snapshot.*At most \$4\.75.*You delete it/,
      }),
    ).toBeVisible();
    await expect(
      kept.getByRole('row', { name: /Encryption key.*At most \$1\.00/ }),
    ).toBeVisible();
    const receipt = page.getByRole('region', { name: 'Receipt' });
    await expect(receipt).toContainText('guest');
    await expect(receipt).toContainText(/returned DELETE_COMPLETE at/);
    await expect(
      page.getByRole('region', { name: 'Operations' }).getByRole('row'),
    ).toHaveCount(3);
    await expect(page.getByText(/not found/i)).toHaveCount(0);
    await look(page, 'receipt', ADDRESS, 'Receipt');
  });

  /** Opens a page, and changes width and theme: it must not scroll sideways, and screenshots show it. */
  async function look(
    page: Page,
    name: string,
    path: string,
    region: string | RegExp,
  ): Promise<void> {
    await page.goto(`${portal.url}${path}`);
    const shown = page.getByRole('region', { name: region });
    // Backstage signs a user out whose sign-in is in progress when it renders the page again.
    await expect(shown).toBeVisible();
    for (const theme of ['dark', 'light'] as const) {
      await setTheme(page, theme);
      await expect(shown).toBeVisible();
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 1600 });
        await takeScreenshot(page, `${name}-${width}-${theme}`);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect(overflow, `${name} at ${width} pixels`).toBeLessThanOrEqual(0);
      }
    }
    await page.setViewportSize({ width: 1440, height: 1000 });
  }
});
