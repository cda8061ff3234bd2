import { expect, Page } from '@playwright/test';

/**
 * Expects that a page does not scroll sideways.
 *
 * @param what - the page and its variant, for the message of a failure
 */
export async function expectToFit(page: Page, what: string): Promise<void> {
  // The page adapts to the screen in several steps. One pixel comes from rounding.
  await expect
    .configure({ soft: true, timeout: 5_000 })
    .poll(
      () =>
        page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        ),
      { message: `${what}: pixels beside the page` },
    )
    .toBeLessThanOrEqual(1);
}
