import { expect, Locator } from '@playwright/test';

/**
 * Checks a radio button or checkbox by its label, as users do: the input itself is hidden. Repeats the click if the page has
 * moved meanwhile, because more of it was loaded.
 */
export async function check(input: Locator): Promise<void> {
  const label = input.locator('xpath=ancestor::label');
  await expect(async () => {
    if (!(await input.isChecked())) {
      await label.click({ timeout: 5_000 });
    }
    await expect(input).toBeChecked({ timeout: 1_000 });
  }).toPass();
}
