import { expect, test } from '@playwright/test';
import { Portal } from './Portal';
import { signIn } from './signIn';
import { takeScreenshot } from './takeScreenshot';

test.describe('stock pages', () => {
  let portal: Portal;

  test.beforeAll(async () => {
    portal = await Portal.start();
  });

  test.afterAll(() => portal?.stop());

  test('the sign-in page states what the portal is', async ({ page }) => {
    await page.goto(portal.url);
    await expect(
      page.getByRole('heading', { name: 'TapStack Portal' }),
    ).toBeVisible();
    await expect(page.getByText('TAP', { exact: true })).toHaveCount(1);
    await expect(page).toHaveTitle('Sign in | TAP');
    await takeScreenshot(page, 'sign-in');
  });

  test('lead developers to nothing that is empty or not for them', async ({
    page,
  }) => {
    await signIn(page, portal.url);
    await expect(page).toHaveTitle('Environments | TAP');
    await expect(page.getByRole('link', { name: 'Catalog Graph' })).toHaveCount(
      0,
    );

    await page.goto(`${portal.url}/catalog`);
    await expect(page.getByText(/^All systems/)).toBeVisible();
    await takeScreenshot(page, 'catalog');

    await page.goto(`${portal.url}/create`);
    await expect(
      page.getByText('PostgreSQL environment').first(),
    ).toBeVisible();
    for (const name of [
      'Actions',
      'Template Editor',
      'Templating Extensions',
    ]) {
      await expect(page.getByText(name, { exact: true })).toHaveCount(0);
    }
    await takeScreenshot(page, 'create');

    await page.goto(`${portal.url}/settings`);
    await expect(page.getByText('Profile')).toBeVisible();
    await expect(page.getByText('Authentication Providers')).toHaveCount(0);
    await expect(page.getByText(/app-config/)).toHaveCount(0);
    await takeScreenshot(page, 'settings');

    await page.goto(`${portal.url}/search?query=zyxwvut`);
    await expect(
      page.getByText(/^Enter the name of an environment/),
    ).toBeVisible();
    await takeScreenshot(page, 'search');

    await page.goto(`${portal.url}/nowhere`);
    await expect(
      page.getByRole('link', { name: /support/i }).first(),
    ).toHaveAttribute('href', '/catalog/default/group/platform');
    await takeScreenshot(page, 'not-found');
  });
});
