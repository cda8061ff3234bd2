import { expect, Page, test } from '@playwright/test';
import { findAccessibilityProblems } from './findAccessibilityProblems';
import { Portal, PortalApi } from './Portal';
import { runTask } from './scaffolderTask';
import { signIn } from './signIn';
import { takeScreenshot } from './takeScreenshot';

const THEMES = ['light', 'dark'] as const;

/** The most used pages, each with a text that is on it when it is loaded. The tests `environmentPages`, `listPages` and `problemPages` inspect all. */
const PAGES = [
  { name: 'list', path: '/environments', text: 'orders-dev' },
  {
    name: 'environment',
    path: '/catalog/default/system/tap-orders-dev',
    text: 'Available',
  },
  { name: 'create', path: '/environments/create', text: 'Ownership' },
  {
    name: 'form',
    path: '/create/templates/default/tap-postgres',
    text: 'Data and lifetime',
  },
];

test.describe('accessibility', () => {
  let portal: Portal;

  test.beforeAll(async () => {
    portal = await Portal.start({ speed: 200 });
    await runTask(new PortalApi(portal.url), 'tap-postgres', {
      suffix: 'orders-dev',
      size: 'micro',
      expiresIn: '1d',
    });
  });

  test.afterAll(() => portal?.stop());

  const open = async (page: Page, path: string, text: string) => {
    await page.goto(`${portal.url}${path}`);
    await expect(page.getByText(text).first()).toBeVisible();
  };

  for (const theme of THEMES) {
    test(`axe finds no serious problems, ${theme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await signIn(page, portal.url);
      const problems: Record<string, string[]> = {};
      for (const { name, path, text } of PAGES) {
        await open(page, path, text);
        problems[name] = await findAccessibilityProblems(page);
        await takeScreenshot(page, `axe-${name}-${theme}`);
      }
      expect(problems).toEqual(
        Object.fromEntries(PAGES.map(({ name }) => [name, []])),
      );
    });
  }
});
