import AxeBuilder from '@axe-core/playwright';
import { Page } from '@playwright/test';
import { STOCK_PARTS } from './stockParts';

/**
 * The serious and critical accessibility problems of the page, by axe-core (WCAG 2 and best practices), without those of
 * {@link STOCK_PARTS}.
 *
 * @returns rule, element and reason of each
 */
export async function findAccessibilityProblems(page: Page): Promise<string[]> {
  const builder = new AxeBuilder({ page });
  const { violations } = await STOCK_PARTS.reduce(
    (built, { selector }) => built.exclude(selector),
    builder,
  ).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ failureSummary, html }) =>
          `${id}: ${html.slice(0, 200)} ${failureSummary}`,
      ),
    );
}
