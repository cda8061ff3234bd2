import { PRICE_QUERIES } from '@tap/aws-facts';
import { readProducts } from './readProducts';

const query = (usageType: string) =>
  PRICE_QUERIES.find(each => each.usageType.test(usageType))!;

/** A product with the start and the price of each tier. */
const product = (usagetype: string, ...tiers: Array<[string, string]>) =>
  JSON.stringify({
    product: { sku: 'SKU', attributes: { usagetype } },
    serviceCode: 'any',
    terms: {
      OnDemand: {
        'SKU.TERM': {
          priceDimensions: Object.fromEntries(
            tiers.map(([beginRange, USD]) => [
              `SKU.TERM.${beginRange}`,
              { beginRange, unit: 'Hrs', pricePerUnit: { USD } },
            ]),
          ),
        },
      },
      Reserved: { 'SKU.RESERVED': { priceDimensions: {} } },
    },
  });

it('reads prices by usage type without the prefix of the region', () => {
  const products = [
    product('EUC1-InstanceUsage:db.t4g.micro', ['0', '0.0180000000']),
    product('EUC1-InstanceUsage:db.t4g.small', ['0', '0.0360000000']),
  ];
  expect(readProducts(query('InstanceUsage:db.t4g.micro'), products)).toEqual(
    new Map([
      ['InstanceUsage:db.t4g.micro', 0.018],
      ['InstanceUsage:db.t4g.small', 0.036],
    ]),
  );
});

it('skips products of other usage types, and those without a price', () => {
  const products = [
    product('EUC1-RegionalNatGateway-Hours', ['0', '0.09']),
    product('EUC1-NatGateway-Hours', ['0', '0.052']),
    product('EUC1-NatGateway-Hours', ['0', '0.0000000000']),
    product('EUC1-NatGateway-Hours'),
  ];
  expect(readProducts(query('NatGateway-Hours'), products)).toEqual(
    new Map([['NatGateway-Hours', 0.052]]),
  );
});

it('reads the first tier that is not free', () => {
  const products = [
    product(
      'CW:MetricMonitorUsage',
      ['250000', '0.05'],
      ['10000', '0.1'],
      ['0', '0.3'],
    ),
    product(
      'CW:MetricMonitorUsage',
      ['10000', '0.1'],
      ['0', '0'],
      ['10', '0.3'],
    ),
  ];
  for (const each of products) {
    expect(readProducts(query('CW:MetricMonitorUsage'), [each])).toEqual(
      new Map([['CW:MetricMonitorUsage', 0.3]]),
    );
  }
});

it('rejects another format', () => {
  expect(() => readProducts(query('KMS-Keys'), ['{"product":{}}'])).toThrow();
});
