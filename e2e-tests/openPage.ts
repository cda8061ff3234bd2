import { expect, Locator, Page } from '@playwright/test';

/** Opens a page and waits until it shows a text. */
export async function openPage(
  page: Page,
  url: string,
  text: string | RegExp,
): Promise<void> {
  await page.goto(url);
  await see(page.getByText(text));
}

/** Waits until an element, or the first of several, is visible. */
export async function see(element: Locator): Promise<void> {
  await expect(element.first()).toBeVisible();
}
