import { expect, Page } from '@playwright/test';

/** Emulates a color scheme of the operating system, and waits until the portal has its theme. */
export async function emulateColorScheme(
  page: Page,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('body')).toHaveAttribute(
    'data-theme-mode',
    colorScheme,
  );
}
