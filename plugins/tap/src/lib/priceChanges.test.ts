import { priceChanges } from './priceChanges';

const price = (items: Record<string, number>) => ({
  currency: 'USD' as const,
  monthlyUsd: Object.values(items).reduce((sum, each) => sum + each, 0),
  items: Object.entries(items).map(([item, monthlyUsd]) => ({
    item,
    quantity: '1 × month',
    monthlyUsd,
  })),
  source: 'list',
});

it('contains only the items that differ', () => {
  expect(
    priceChanges(
      price({ Database: 100, Replica: 50, Key: 1 }),
      price({ Database: 30, Key: 1, Alarm: 2 }),
    ),
  ).toEqual([
    { item: 'Database', before: 100, after: 30 },
    { item: 'Replica', before: 50, after: 0 },
    { item: 'Alarm', before: 0, after: 2 },
  ]);
});
