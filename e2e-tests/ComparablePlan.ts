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

/** Displayed effects; others have none. */
const SHOWN_EFFECTS: Record<string, string> = {
  'loses data': 'data-loss',
  'is rejected': 'rejected',
  restarts: 'restart',
};

/** From the last page of the form for a change. */
export async function planOfPage(page: Page): Promise<ComparablePlan> {
  const field = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: /^Plan and cost/ }) });
  const table = field.getByRole('table');
  const amount = (text: string) => text.replace(/[$,]/g, '');
  const changes = await field
    .getByRole('list', { name: 'Planned changes' })
    .getByRole('listitem')
    .allInnerTexts();
  const [before, after = before] = (
    await table.getByRole('caption').innerText()
  ).match(/\$[\d,.]*\d/g)!;
  const rows = await table.locator('tbody tr').all();
  const cells = await Promise.all(
    rows.map(row => row.locator('th, td').allInnerTexts()),
  );
  return {
    changes: changes.map(text => {
      const [, change, effect] =
        /^((?:may )?\w+ \w+ \([\w:]+\)): ([^,.]+)/.exec(text) ?? [];
      return `${change}: ${SHOWN_EFFECTS[effect] ?? 'none'}`;
    }),
    warnings: await field.locator('.bui-AlertDescription').allInnerTexts(),
    price: amount(after),
    priceBefore: after === before ? undefined : amount(before),
    items: cells.map(texts => `${texts[0]}: ${amount(texts.at(-1)!)}`),
  };
}
