import { expect } from '@playwright/test';
import { emulateColorScheme } from './emulateColorScheme';
import { signIn } from './signIn';
import { takeScreenshot } from './takeScreenshot';
import { testWithPortal } from './testWithPortal';

testWithPortal(
  'the list of environments fits at 1440 and 390 pixels, light and dark',
  async ({ page, portal }) => {
    await signIn(page, portal.url, '/environments?name=orders');
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await emulateColorScheme(page, colorScheme);
        await expect(
          page.getByText(/^2 of 3 environments, \$[\d.,]+ a month/),
        ).toBeVisible();
        await takeScreenshot(page, `environments-${colorScheme}-${width}`);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect(overflow).toBe(0);
      }
    }
  },
);
