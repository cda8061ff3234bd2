import { join } from 'node:path';
import { Page, test } from '@playwright/test';

/** Takes a screenshot of the page. If `TAP_UPDATE_SCREENSHOTS` is set, it replaces the one in the documentation. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  const path = process.env.TAP_UPDATE_SCREENSHOTS
    ? join(__dirname, '../docs/images', `${name}.png`)
    : test.info().outputPath(`${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  await test.info().attach(name, { path, contentType: 'image/png' });
}
