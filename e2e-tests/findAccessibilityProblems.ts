import AxeBuilder from '@axe-core/playwright';
import { Page } from '@playwright/test';

/**
 * The serious and critical accessibility problems of the page, by axe-core (WCAG 2 and best practices).
 *
 * @param exclude - CSS selectors of stock parts of the page
 * @returns rule, element and reason of each
 */
export async function findAccessibilityProblems(
  page: Page,
  exclude: string[] = [],
): Promise<string[]> {
  const builder = new AxeBuilder({ page });
  const { violations } = await exclude
    .reduce((built, selector) => built.exclude(selector), builder)
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ failureSummary, html }) =>
          `${id}: ${html.slice(0, 200)} ${failureSummary}`,
      ),
    );
}
