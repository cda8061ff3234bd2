import { PriceEstimate } from '@tap/plugin-tap-common';

/** One item of a price before and after a change, in US dollars a month. */
export interface PriceChange {
  item: string;
  before: number;
  after: number;
}

/**
 * The items whose price a change affects: those of the old price, then new ones. An item that is absent costs 0.
 */
export function priceChanges(
  before: PriceEstimate,
  after: PriceEstimate,
): PriceChange[] {
  const items = [...before.items, ...after.items].map(({ item }) => item);
  return [...new Set(items)]
    .map(item => ({
      item,
      before: amountOf(before, item),
      after: amountOf(after, item),
    }))
    .filter(change => change.before !== change.after);
}

function amountOf({ items }: PriceEstimate, name: string): number {
  return items
    .filter(({ item }) => item === name)
    .reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0);
}
