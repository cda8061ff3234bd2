import { Page, test } from '@playwright/test';

/** Whether tests attach screenshots of the pages. A screenshot costs about as much CPU time as loading the page. */
export const TAKES_SCREENSHOTS = process.env.TAP_SCREENSHOTS !== undefined;

/** Attaches a screenshot of the page to the test, if the environment variable `TAP_SCREENSHOTS` is set. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  if (!TAKES_SCREENSHOTS) {
    return;
  }
  const path = test.info().outputPath(`${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  await test.info().attach(name, { path, contentType: 'image/png' });
}
