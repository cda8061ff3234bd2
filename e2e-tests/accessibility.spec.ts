import { expect } from '@playwright/test';
import { emulateColorScheme } from './emulateColorScheme';
import { findAccessibilityProblems } from './findAccessibilityProblems';
import { signIn } from './signIn';
import { takeScreenshot } from './takeScreenshot';
import { testWithPortal } from './testWithPortal';

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

testWithPortal(
  'axe finds no serious problems, light and dark',
  async ({ page, portal }) => {
    const problems: Record<string, string[]> = {};
    for (const { name, path, text } of PAGES) {
      await signIn(page, portal.url, path);
      await expect(page.getByText(text).first()).toBeVisible();
      for (const colorScheme of ['light', 'dark'] as const) {
        await emulateColorScheme(page, colorScheme);
        const found = await findAccessibilityProblems(page);
        problems[`${name}, ${colorScheme}`] = found;
        await takeScreenshot(page, `axe-${name}-${colorScheme}`);
      }
    }
    expect(
      Object.entries(problems).filter(([, found]) => found.length > 0),
    ).toEqual([]);
    expect(Object.keys(problems)).toHaveLength(2 * PAGES.length);
  },
);
