import { expect, test } from '@playwright/test';
import { findAccessibilityProblems } from './findAccessibilityProblems';
import { Portal } from './Portal';
import { signIn } from './signIn';
import { takeScreenshots } from './takeScreenshots';

test.describe('a portal whose setup is wrong', () => {
  let portal: Portal;

  test.beforeAll(async () => {
    portal = await Portal.start({
      config: {
        tap: {
          admins: ['user:default/guest', 'group:default/gone'],
          stack: { module: '@acme/no-such-stack' },
        },
      },
    });
  });

  test.afterAll(() => portal?.stop());

  test('runs, and shows administrators what is wrong and what to do', async ({
    page,
  }) => {
    await signIn(page, portal.url, '/environments');
    await expect(
      page.getByText('2 problems with the setup of this portal'),
    ).toBeVisible();
    await expect(
      page.getByText(/^Target sandbox has been unreachable since/),
    ).toBeVisible();
    await takeScreenshots(page, 'setup-list');

    await page.getByRole('link', { name: 'Show details' }).click();
    const stackModule = page.getByText(
      /'@acme\/no-such-stack' cannot be loaded/,
    );
    await expect(stackModule).toBeVisible();
    await expect(
      page.getByText(
        'tap.admins names group:default/gone, which is not in the catalog.',
      ),
    ).toBeVisible();
    await expect(
      page.getByText(/Install the module as a dependency of the back end/),
    ).toBeVisible();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await takeScreenshots(page, 'setup');

    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(stackModule).toBeVisible();
    const log = await portal.log();
    expect(log.match(/which is not in the catalog\. Correct/g)).toHaveLength(1);
  });
});
