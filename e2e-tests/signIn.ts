import { Page } from '@playwright/test';

/** Where Backstage's sign-in page remembers the provider of a user who has signed in. */
const PROVIDER_KEY = '@backstage/core:SignInPage:provider';

/** Opens a page of the portal as a guest who has signed in before. */
export async function signIn(
  page: Page,
  url: string,
  path = '/',
): Promise<void> {
  await page.addInitScript(
    key => localStorage.setItem(key, 'guest'),
    PROVIDER_KEY,
  );
  await page.goto(`${url}${path}`);
}
