import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Page } from '@playwright/test';

/**
 * Replaces an image of the documentation with a picture of the page, if `TAP_UPDATE_SCREENSHOTS` is set.
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
  const png = await page.screenshot({ animations: 'disabled' });
  await writeFile(
    join(__dirname, '../docs/images', `${name}.webp`),
    await toWebp(page, png),
  );
}

/**
 * WebP needs a third of the space of PNG. Playwright does not offer it, and the pictures of the DevTools protocol are as large as
 * the window, or lose the width of the page.
 */
async function toWebp(page: Page, png: Buffer): Promise<Buffer> {
  const blank = await page.context().newPage();
  const data = await blank.evaluate(async url => {
    const response = await fetch(url);
    const bitmap = await createImageBitmap(await response.blob());
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
    return canvas.toDataURL('image/webp', 0.6);
  }, `data:image/png;base64,${png.toString('base64')}`);
  await blank.close();
  return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64');
}
