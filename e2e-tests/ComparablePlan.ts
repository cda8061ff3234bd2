import { EnvironmentPlan } from '@tap/plugin-tap-common';
import { Page } from '@playwright/test';

/** A plan, reduced to what all representations contain. */
export interface ComparablePlan {
  /** `<action> <logical ID> (<resource type>): <effect>`, in the order of the plan. */
  changes: string[];
  /** Warnings in their words. */
  warnings: string[];
  /** US dollars per month, two decimals. */
  price: string;
  priceBefore: string | undefined;
  /** `<item>: <US dollars per month>` */
  items: string[];
}

/** From the response of the route or the registered action. */
export function planOfAnswer(plan: EnvironmentPlan): ComparablePlan {
  return {
    changes: plan.changes.map(
      ({ action, effect, logicalId, resourceType }) =>
        `${action.replace('-', ' ')} ${logicalId} (${resourceType}): ${effect}`,
    ),
    warnings: plan.warnings,
    price: plan.price!.monthlyUsd.toFixed(2),
    priceBefore: plan.priceBefore?.monthlyUsd.toFixed(2),
    items: plan.price!.items.map(
      ({ item, monthlyUsd }) => `${item}: ${monthlyUsd.toFixed(2)}`,
    ),
  };
}

const LOGGED_EFFECTS: Record<string, string> = {
  'DATA LOSS: ': 'data-loss',
  'rejected: ': 'rejected',
  'restart: ': 'restart',
};

/** From the log of the template's dry run for a change. */
export function planOfDryRun(log: string[]): ComparablePlan {
  const found = (pattern: RegExp) =>
    log.flatMap(line => {
      const match = pattern.exec(line);
      return match ? [match] : [];
    });
  const [price] = found(
    /^List price: about ([\d.]+) USD a month(?:, now ([\d.]+) USD)?/,
  );
  return {
    changes: found(
      /^(DATA LOSS: |rejected: |restart: )?(add|change|may replace|remove|replace) (\w+) \(([\w:]+)\)/,
    ).map(
      ([, effect = '', action, logicalId, type]) =>
        `${action === 'change' ? 'modify' : action} ${logicalId} (${type}): ${
          LOGGED_EFFECTS[effect] ?? 'none'
        }`,
    ),
    warnings: found(/^Warning: (.*)$/).map(([, warning]) => warning),
    price: price[1],
    priceBefore: price[2],
    items: found(/^(.+), [^,]+: ([\d.]+) USD$/).map(
      ([, item, amount]) => `${item}: ${amount}`,
    ),
  };
}

/** From the review of a new environment. */
export async function creationOfPage(
  page: Page,
): Promise<Pick<ComparablePlan, 'warnings' | 'price' | 'items'>> {
  const group = page.getByRole('group', { name: 'Plan and cost' });
  const table = group.getByRole('table');
  const rows = await table.locator('tbody tr').all();
  const cells = await Promise.all(
    rows.map(row => row.locator('th, td').allInnerTexts()),
  );
  return {
    warnings: await group.locator('.bui-AlertDescription').allInnerTexts(),
    price: amountOf(await table.getByRole('caption').innerText()),
    items: cells.map(texts => `${texts[0]}: ${amountOf(texts.at(-1)!)}`),
  };
}

/** From the review of a change: logical IDs of the changed resources, and the monthly cost before and after. */
export async function changeOfPage(
  page: Page,
): Promise<{ changes: string[]; totals: string[] }> {
  const group = page.getByRole('group', { name: 'Plan and cost' });
  await group.getByRole('button', { name: /without interruption/ }).click();
  const lists = ['Data is lost', 'Not possible', 'Database removed'].concat(
    'May be replaced',
    'Restarts',
    'Other changes',
  );
  const texts = await Promise.all(
    lists.map(name =>
      page.getByRole('list', { name }).getByRole('listitem').allInnerTexts(),
    ),
  );
  const totals = await group.locator('tfoot td').allInnerTexts();
  return {
    changes: [...new Set(texts.flat().map(text => /^\w+/.exec(text)![0]))],
    totals: totals.slice(0, 2).map(amountOf),
  };
}

function amountOf(text: string): string {
  return /[\d,]+\.\d+/.exec(text)![0].replace(/,/g, '');
}
