import { expect, Page, test } from '@playwright/test';
import { documentImage } from './documentImage';
import { expectToFit } from './expectToFit';
import { findAccessibilityProblems } from './findAccessibilityProblems';
import { pageTitle } from './pageTitle';
import { Theme, THEMES } from './takeScreenshots';

/** A wide and a narrow screen. */
const SCREENS = [
  { name: 'wide', width: 1440, height: 1000 },
  { name: 'narrow', width: 390, height: 844 },
];

/** A page, in one state. */
export interface InspectedPage {
  name: string;
  /** Title of the document, without the name of the portal; undefined for a stock page that contains parts of ours. */
  title?: string;
  /** Opens the page and waits until the state is shown. It is called once for each theme. */
  show: () => Promise<void>;
  /** Whether the documentation has pictures of the state. */
  isDocumented?: boolean;
}

/**
 * Inspects a page in both themes, wide and narrow: axe finds no serious problem, the page does not scroll sideways, and it has a
 * main landmark and a title. Reports all problems, and attaches a picture of each variant.
 */
export async function inspectPage(
  page: Page,
  { isDocumented = true, name, show, title }: InspectedPage,
): Promise<void> {
  for (const theme of THEMES) {
    await page.setViewportSize(SCREENS[0]);
    await page.evaluate(value => localStorage.setItem('theme', value), theme);
    await show();
    if (title !== undefined) {
      await expect
        .soft(page, name)
        .toHaveTitle(pageTitle(title), { timeout: 10_000 });
      // An open dialog hides the rest of the page from roles.
      await expect.soft(page.locator('main'), name).toHaveCount(1);
    }
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      const what = `${name}, ${theme}, ${screen.name}`;
      await expectToFit(page, what);
      // The theme changes only colors, and the wide page has them all.
      if (screen.name === 'wide' || theme === 'light') {
        expect.soft(await findAccessibilityProblems(page), what).toEqual([]);
      }
      await attachPicture(page, `${name}-${theme}-${screen.width}`);
      if (isDocumented) {
        await documentImage(page, imageName(name, theme, screen.name));
      }
    }
  }
  await page.setViewportSize(SCREENS[0]);
}

async function attachPicture(page: Page, name: string): Promise<void> {
  const path = test.info().outputPath(`${name}.png`);
  await page.screenshot({ path, animations: 'disabled', fullPage: true });
  await test.info().attach(name, { path, contentType: 'image/png' });
}

/** The documentation has each page light, dark, and narrow. */
function imageName(
  name: string,
  theme: Theme,
  screen: string,
): string | undefined {
  if (screen === 'wide') {
    return theme === 'light' ? name : `${name}-dark`;
  }
  return theme === 'light' ? `${name}-narrow` : undefined;
}
