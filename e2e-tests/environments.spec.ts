import { expect, test } from '@playwright/test';
import { Portal, PortalApi } from './Portal';
import { endOfTask } from './scaffolderTask';
import { signIn } from './signIn';
import { takeScreenshot } from './takeScreenshot';

test.describe('list of environments', () => {
  let portal: Portal;

  test.beforeAll(async () => {
    portal = await Portal.start({ speed: 200 });
    const api = new PortalApi(portal.url);
    for (const [suffix, size] of [
      ['orders-dev', 'micro'],
      ['orders-test', 'small'],
      ['shop-dev', 'micro'],
    ]) {
      const answer = await api.post('/api/scaffolder/v2/tasks', {
        templateRef: 'template:default/tap-postgres',
        values: { suffix, size, expiresIn: '1d' },
      });
      await endOfTask(api, (await answer.json()).id);
    }
  });

  test.afterAll(() => portal?.stop());

  for (const [theme, width] of [
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const) {
    test(`at ${width} pixels, ${theme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await signIn(page, portal.url);
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${portal.url}/environments?name=orders`);
      await expect(
        page.getByText(/^2 of 3 environments, \$[\d.,]+ a month/),
      ).toBeVisible();
      await takeScreenshot(page, `environments-${theme}-${width}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow).toBe(0);
    });
  }
});
