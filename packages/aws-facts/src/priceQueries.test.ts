import { LIST_PRICES } from './listPrices';
import { PRICE_QUERIES, usageTypeOf } from './priceQueries';

function found(usageType: string): string | undefined {
  const all = PRICE_QUERIES.flatMap(
    query => usageTypeOf(query, usageType) ?? [],
  );
  expect(all.length).toBeLessThanOrEqual(1);
  return all[0];
}

it.each([
  ['EUC1-InstanceUsage:db.t4g.micro', 'InstanceUsage:db.t4g.micro'],
  ['EU-RDS:GP3-Storage', 'RDS:GP3-Storage'],
  ['eu-central-1-KMS-Keys', 'KMS-Keys'],
  ['NatGateway-Hours', 'NatGateway-Hours'],
  ['USE1-PublicIPv4:InUseAddress', 'PublicIPv4:InUseAddress'],
])('%s is the usage type %s in one region', (usageType, expected) => {
  expect(found(usageType)).toBe(expected);
});

it.each([
  'USE1-RegionalNatGateway-Hours',
  'USE1-Multi-AZUsage:db.t4g.micro',
  'USE1-RDS:Multi-AZ-GP3-Storage',
  'PublicIPv4:IdleAddress',
  'BoxUsage:t4g.nanosecond',
])('%s is another usage type', usageType => {
  expect(found(usageType)).toBeUndefined();
});

it('has a query for each shipped price', () => {
  for (const usageType of Object.keys(LIST_PRICES.usd)) {
    expect(found(usageType)).toBe(usageType);
  }
});
