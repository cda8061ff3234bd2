import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Page } from '@playwright/test';

/**
 * Replaces an image of the documentation with a picture of the page, if `TAP_UPDATE_SCREENSHOTS` is set. WebP, which Playwright
 * does not offer, needs a third of the space of PNG
 * (https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-captureScreenshot).
 *
 * @param name - without extension; undefined: nothing is done
 */
export async function documentImage(
  page: Page,
  name: string | undefined,
): Promise<void> {
  if (name === undefined || !process.env.TAP_UPDATE_SCREENSHOTS) {
    return;
  }
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 60,
    // Without it, the picture is as large as the window, which can be larger than the page.
    clip: { x: 0, y: 0, scale: 1, ...page.viewportSize()! },
  });
  await session.detach();
  await writeFile(
    join(__dirname, '../docs/images', `${name}.webp`),
    Buffer.from(data, 'base64'),
  );
}
