import { Page } from '@playwright/test';
import { TAKES_SCREENSHOTS, takeScreenshot } from './takeScreenshot';

const WIDTHS = [1440, 390];
/** The themes of Backstage. */
export const THEMES = ['light', 'dark'] as const;

/** A theme of Backstage. */
export type Theme = (typeof THEMES)[number];

/**
 * Takes screenshots of the page, wide and narrow, if the environment variable `TAP_SCREENSHOTS` is set. The page is wide and
 * light afterwards.
 */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  if (!TAKES_SCREENSHOTS) {
    return;
  }
  for (const theme of THEMES) {
    await setTheme(page, theme);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 1000 });
      await takeScreenshot(page, `${name}-${theme}-${width}`);
    }
  }
  await setTheme(page, THEMES[0]);
  await page.setViewportSize({ width: WIDTHS[0], height: 1000 });
}

/** Sets the theme as Backstage's theme switcher does in another tab. */
async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate(value => {
    localStorage.setItem('theme', value);
    window.dispatchEvent(
      new StorageEvent('storage', { key: 'theme', newValue: value }),
    );
  }, theme);
  await page.waitForFunction(
    value =>
      document
        .querySelector('[data-theme-mode]')
        ?.getAttribute('data-theme-mode') === value,
    theme,
  );
}
