import { Page, test } from '@playwright/test';

/** Attaches a screenshot of the page to the test. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  const path = test.info().outputPath(`${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  await test.info().attach(name, { path, contentType: 'image/png' });
}
