import { expect, Page } from '@playwright/test';
import type { Environment } from '@tap/plugin-tap-common';
import { Portal, PortalApi } from './Portal';
import { databasesOf, stacksOf } from './sandboxState';
import { runTask } from './scaffolderTask';
import { signIn } from './signIn';
import { takeScreenshots } from './takeScreenshots';
import { testWithPortal as test, withSpeed } from './testWithPortal';
import { check } from './check';

const ENVIRONMENT = '/api/tap/environments/sandbox/billing';

test.describe('the pages on which an environment is created and changed', () => {
  test.describe.configure({ mode: 'serial' });
  test.use({ actionTimeout: 60_000 });

  let portal: Portal;
  let api: PortalApi;

  withSpeed(30);

  test.beforeAll(({ portal: shared }) => {
    portal = shared;
    api = new PortalApi(portal.url);
  });

  test('reviews a new environment, from a link that fills in the form', async ({
    page,
  }) => {
    await signIn(
      page,
      portal.url,
      '/environments/create?size=micro&retention=snapshot',
    );
    await expect(page.getByRole('radio', { name: /^micro/ })).toBeChecked();
    const name = page.getByRole('textbox', { name: /^Name/ });
    await name.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Enter a name.').first()).toBeVisible();
    await takeScreenshots(page, 'create-problems');
    await name.fill('Billing');
    await expect(page.getByText(/The name must be lower-case/)).not.toHaveCount(
      0,
    );
    await name.fill('billing');
    await expect(page.getByText('Correct these fields')).toHaveCount(0);
    await expect(page.getByText('billing is available')).toBeVisible();
    await takeScreenshots(page, 'create');

    // Enter opens the review, it does not create anything.
    await name.press('Enter');
    await expect(
      page.getByRole('region', { name: 'Review billing' }),
    ).toBeFocused();
    await expect(page.getByText(/a month$/).first()).toBeVisible();
    await expect(page.getByText('Keep one final snapshot')).toHaveCount(1);
    expect(await stacksOf(portal, 'billing')).toEqual([]);
    await takeScreenshots(page, 'create-review');

    await page.goBack();
    await expect(name).toHaveValue('billing');
    await expect(page.getByRole('radio', { name: /^micro/ })).toBeChecked();
    await page.reload();
    await expect(name).toHaveValue('billing');
  });

  test('shows the progress of a creation, and cancels it after a confirmation', async ({
    page,
  }) => {
    await signIn(
      page,
      portal.url,
      '/environments/create?suffix=billing&size=micro&step=review',
    );
    await page.getByRole('button', { name: 'Create environment' }).click();
    await expect(
      page.getByRole('heading', { name: 'Creating billing' }),
    ).toBeVisible();
    await expect(page.getByText(/\d+ of \d+ resources/)).toBeVisible();
    await expect(page.getByRole('progressbar')).toHaveCount(1);
    await takeScreenshots(page, 'progress');

    await page.getByRole('button', { name: 'Cancel…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('Cancel the creation of billing?');
    await takeScreenshots(page, 'cancel');
    await dialog.getByRole('button', { name: 'Keep creating' }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Cancel…' }).click();
    await expect(dialog).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel the creation' }).click();

    const ending = page.getByText('Cancelled. Nothing is left.');
    await expect(ending).toBeVisible({ timeout: 180_000 });
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await expect(page.getByRole('link', { name: /^Open/ })).toHaveCount(0);
    await page.reload();
    await expect(ending).toBeVisible();
    await takeScreenshots(page, 'cancelled');
    expect(await databasesOf(portal, 'billing')).toEqual([]);
    await page.getByRole('link', { name: 'Edit and try again' }).click();
    await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue(
      'billing',
    );
  });

  test('reviews a change: what differs, its harm, and the price difference', async ({
    page,
  }) => {
    await create();
    await openChange(page);
    await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveCount(0);
    await takeScreenshots(page, 'change');
    await page.getByRole('button', { name: 'Review changes' }).click();
    await expect(page.getByText('Nothing has changed')).toBeVisible();

    await check(page.getByRole('radio', { name: /^micro/ }));
    await check(page.getByRole('radio', { name: 'Destroy everything' }));
    await page.getByLabel(/^Days that automated backups/).fill('1');
    await page.getByRole('button', { name: 'Review changes' }).click();
    await expect(
      page.getByRole('region', { name: 'Review the changes of billing' }),
    ).toBeFocused();

    const settings = page.getByRole('table', { name: 'Changed settings' });
    await expect(settings.locator('tbody tr')).toHaveText([
      'Sizesmallmicro',
      'On teardownKeep one final snapshotDestroy everything',
      'Days that automated backups are kept7 days1 day',
    ]);
    await expect(
      page.getByRole('list', { name: 'Database removed' }),
    ).toContainText('ReadReplica1Instance');
    // The harm is on top.
    await expect(page.locator('form')).toContainText(
      /Database removed.*Restarts.*Setting.*Plan and cost/s,
    );
    const loosened = page.getByRole('list', { name: 'Protection loosened' });
    await expect(loosened.getByRole('listitem')).toHaveCount(2);
    await expect(page.getByRole('list', { name: 'Restarts' })).toContainText(
      'unavailable for a few minutes',
    );
    await expect(
      page.getByRole('table', { name: 'Monthly cost' }),
    ).toContainText('Read replica');
    await takeScreenshots(page, 'change-review');
    await page.goBack();
    await expect(page.getByRole('radio', { name: /^micro/ })).toBeChecked();
  });

  test('clears a description and an expiry', async ({ page }) => {
    await openChange(page);
    await page.getByLabel('Description').fill('');
    await page.getByRole('button', { name: /Lifetime/ }).click();
    await page
      .getByRole('option', { name: 'Does not expire', exact: true })
      .click();
    await page.getByRole('button', { name: 'Review changes' }).click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(
      page.getByRole('heading', { name: 'billing is changed' }),
    ).toBeVisible({ timeout: 180_000 });
    await takeScreenshots(page, 'changed');
    const environment = await read();
    expect(environment.description).toBeUndefined();
    expect(environment.expiresAt).toBeUndefined();
    expect(environment.size).toBe('small');
  });

  async function create(): Promise<void> {
    const { status } = await runTask(api, 'tap-postgres', {
      suffix: 'billing',
      size: 'small',
      retention: 'snapshot',
      backupRetentionDays: 7,
      expiresIn: '30d',
      description: 'Billing service',
    });
    expect(status).toBe('completed');
  }

  async function read(): Promise<Environment> {
    return (await api.get(ENVIRONMENT)).json() as Promise<Environment>;
  }

  async function openChange(page: Page): Promise<void> {
    await signIn(page, portal.url, '/environments/sandbox/billing/change');
    await expect(
      page.getByRole('heading', { name: 'Change billing' }),
    ).toBeVisible();
  }
});
