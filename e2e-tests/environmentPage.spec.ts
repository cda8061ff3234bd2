import { expect, Page } from '@playwright/test';
import { expectToFit } from './expectToFit';
import { Portal, PortalApi } from './Portal';
import { raiseAlarm } from './raiseAlarm';
import { runTask } from './scaffolderTask';
import { signIn } from './signIn';
import { takeScreenshots } from './takeScreenshots';
import { testWithPortal as test, withSpeed } from './testWithPortal';

const ADDRESS = '/environments/sandbox/invoices';

test.describe('the address of an environment', () => {
  test.describe.configure({ mode: 'serial' });

  let portal: Portal;
  let api: PortalApi;

  withSpeed(200);

  test.beforeAll(async ({ portal: shared }) => {
    portal = shared;
    api = new PortalApi(portal.url);
    const created = await runTask(api, 'tap-postgres', {
      suffix: 'invoices',
      size: 'small',
      retention: 'snapshot',
      expiresIn: '1d',
      description: 'Orders service, branch 42',
    });
    expect(created.status).toBe('completed');
  });

  test('leads to the page of the environment while it exists', async ({
    page,
  }) => {
    await signIn(page, portal.url, '/catalog/default/system/tap-invoices');
    await expect(page).toHaveURL(`${portal.url}${ADDRESS}`);
    await expect(
      page.getByRole('heading', { name: 'invoices', exact: true }),
    ).toBeVisible();
    await expect(
      page.getByText(/The environment expires in/).first(),
    ).toBeVisible();
    await expect(page.getByText('View Source')).toHaveCount(0);
    await look(page, 'overview', 'Connect');

    await page.getByRole('link', { name: 'Activity' }).click();
    await expect(page).toHaveURL(`${portal.url}${ADDRESS}/activity`);
    await expect(
      page.getByRole('row', {
        name: /Creation.*Guest.*Succeeded.*Open the task/,
      }),
    ).toBeVisible();
    await look(page, 'activity', 'Operations');

    await page.goto(`${portal.url}${ADDRESS}/resources`);
    await page.getByRole('button', { name: 'Expand all' }).click();
    await expect(
      page.getByRole('row', { name: /Database instance.*CREATE_COMPLETE/ }),
    ).not.toHaveCount(0);
    await expect(page.getByRole('row', { name: /BucketName/ })).toHaveCount(0);
    await look(page, 'resources', /^Resources \(/);

    await page.getByRole('link', { name: 'Settings' }).last().click();
    await expect(page).toHaveURL(`${portal.url}${ADDRESS}/settings`);
    await look(page, 'settings', 'Danger zone');
    await page.getByRole('link', { name: 'All environments' }).click();
    await expect(page).toHaveURL(`${portal.url}/environments`);
  });

  test('shows an alarm on its page and in the list', async ({ page }) => {
    await raiseAlarm(portal, 'invoices');

    await signIn(page, portal.url, ADDRESS);
    await expect(
      page
        .getByRole('table', { name: 'Alarms that are not OK' })
        .getByRole('row', { name: /DatabaseAlarmStorage.*In alarm/ }),
    ).toBeVisible();
    await look(page, 'alarm', 'Alarms');
    await page.getByRole('link', { name: 'All environments' }).click();
    const alarm = page.getByText('1 alarm', { exact: true });
    await expect(alarm).toBeVisible();
    await takeScreenshots(page, 'list-alarm');
  });

  test('has a page for each resource without the stock About card', async ({
    page,
  }) => {
    for (const part of ['replica-1', 'bastion', 'key', 'bucket', 'database']) {
      const path = `/catalog/default/resource/tap-invoices-${part}`;
      await signIn(page, portal.url, path);
      const card = page.getByRole('region', { name: 'Resource' });
      await expect(card.getByText(/^arn:aws:/)).toBeVisible();
      await expect(
        card.getByRole('link', { name: 'invoices', exact: true }),
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
    await look(page, 'resource', 'Resource');
  });

  test('says that a name was never used', async ({ page }) => {
    await signIn(page, portal.url, '/environments/sandbox/never-seen');
    await look(page, 'never-seen', 'No environment with this name');
  });

  test('leads to the receipt after the teardown', async ({ page }) => {
    await signIn(page, portal.url, `${ADDRESS}/settings`);
    await page.getByRole('button', { name: 'Tear down' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Type invoices to confirm').fill('invoices');
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
      kept.getByRole('row', { name: /KMS key.*At most \$1\.00/ }),
    ).toBeVisible();
    const receipt = page.getByRole('region', { name: 'Receipt' });
    await expect(receipt).toContainText('Guest');
    await expect(receipt).toContainText(/returned DELETE_COMPLETE at/);
    await expect(
      page.getByRole('region', { name: 'Operations' }).getByRole('row'),
    ).toHaveCount(3);
    await expect(page.getByText(/not found/i)).toHaveCount(0);
    await look(page, 'receipt', 'Receipt');
  });

  /** Expects a region on the page, which must not scroll sideways on a narrow and a wide screen. */
  async function look(
    page: Page,
    name: string,
    region: string | RegExp,
  ): Promise<void> {
    await expect(page.getByRole('region', { name: region })).toBeVisible();
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 1000 });
      await expectToFit(page, `${name} at ${width} pixels`);
    }
    await takeScreenshots(page, name);
  }
});
