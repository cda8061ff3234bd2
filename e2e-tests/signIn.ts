import { expect, Page } from '@playwright/test';

/** Opens the portal and signs in as guest. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(
    page.getByRole('link', { name: /Create/ }).first(),
  ).toBeVisible();
}
