import { expect } from '@playwright/test';
import { pageTitle } from './pageTitle';
import { signIn } from './signIn';
import { takeScreenshot } from './takeScreenshot';
import { testWithPortal as test } from './testWithPortal';

test.describe('stock pages', () => {
  test('the sign-in page states what the portal is', async ({
    page,
    portal,
  }) => {
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
    portal,
  }) => {
    await signIn(page, portal.url);
    await expect(page).toHaveTitle(pageTitle('Environments'));
    await expect(page.getByRole('link', { name: 'Catalog Graph' })).toHaveCount(
      0,
    );

    await page.goto(`${portal.url}/catalog`);
    await expect(
      page.getByRole('heading', { name: 'All Systems (3)' }).first(),
    ).toBeVisible();
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

    for (const address of ['actions', 'edit', 'templating-extensions']) {
      await page.goto(`${portal.url}/create/${address}`);
      await expect(
        page.getByText('PostgreSQL environment').first(),
      ).toBeVisible();
    }
    for (const address of ['auth-providers', 'feature-flags']) {
      await page.goto(`${portal.url}/settings/${address}`);
      await expect(page.getByText('Profile')).toBeVisible();
    }
    await page.goto(`${portal.url}/catalog-graph`);
    await expect(page.getByText('Platform engineering').first()).toBeVisible();
    await takeScreenshot(page, 'catalog-graph');

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
    // The index is complete.
    const query = page.getByRole('textbox', { name: 'Search' }).last();
    await query.fill('guests');
    await expect(page.getByRole('link', { name: 'guests' })).toBeVisible();
    // Locations of the catalog have names such as generated-0123abcd.
    await query.fill('generated');
    await expect(
      page.getByText(/There are no results for the current search/),
    ).toBeVisible();

    await page.goto(`${portal.url}/nowhere`);
    await expect(
      page.getByRole('link', { name: /support/i }).first(),
    ).toHaveAttribute('href', '/catalog/default/group/platform');
    await takeScreenshot(page, 'not-found');
  });
});
