import { LIST_PRICES } from '@tap/aws-facts';
import { mockLogger } from '../__testUtils__/mockLogger';
import { deferred } from '../__testUtils__/deferred';
import { RegionPrices } from './RegionPrices';

const HOUR = 3_600_000;
const START = Date.parse('2027-01-31T12:00:00Z');

function product(usagetype: string, USD: string): string {
  return JSON.stringify({
    product: { attributes: { usagetype } },
    terms: {
      OnDemand: { T: { priceDimensions: { R: { pricePerUnit: { USD } } } } },
    },
  });
}

/** Prices with a clock, and an API that returns the price of keys, or fails. */
function regionPrices(region = 'eu-central-1') {
  const state = { now: START, usd: '1.5', reads: 0, fails: false };
  const logger = mockLogger();
  const prices = new RegionPrices(
    region,
    {
      products: async ({ serviceCode }) => {
        if (serviceCode === 'awskms') {
          state.reads += 1;
        }
        if (state.fails) {
          throw new Error('not allowed');
        }
        return serviceCode === 'awskms'
          ? [product(`${region}-KMS-Keys`, state.usd)]
          : [];
      },
    },
    logger,
    () => state.now,
  );
  return { state, prices, logger };
}

const KEY = { item: 'KMS key', usageType: 'KMS-Keys' };
const GATEWAY = { item: 'NAT gateway', usageType: 'NatGateway-Hours' };

describe('RegionPrices', () => {
  it('never waits for the AWS Price List: until it is read, the shipped prices are used', async () => {
    const gate = deferred<string[]>();
    const prices = new RegionPrices(
      'eu-central-1',
      { products: () => gate.promise },
      mockLogger(),
    );
    expect(prices.current()?.usd('KMS-Keys')).toBe(LIST_PRICES.usd['KMS-Keys']);
    expect(prices.current()?.source([KEY])).toMatch(
      /^an estimate from the list prices of us-east-1 of \d{4}-\d\d-\d\d that TAP ships, .*; prices in eu-central-1 differ/,
    );
    gate.resolve([]);
    await prices.latest();
  });

  it('says which prices are live and which are shipped', async () => {
    const { prices } = regionPrices();
    const list = (await prices.latest())!;
    expect(list.usd('KMS-Keys')).toBe(1.5);
    expect(list.usd('NatGateway-Hours')).toBe(
      LIST_PRICES.usd['NatGateway-Hours'],
    );
    expect(list.source([KEY])).toBe(
      'an estimate from the AWS Price List of eu-central-1, read on 2027-01-31, on demand, without traffic, backups and tax',
    );
    expect(list.source([KEY, GATEWAY, GATEWAY])).toBe(
      `an estimate from the AWS Price List of eu-central-1, read on 2027-01-31, on demand, without traffic, backups and tax; from the list prices of us-east-1 of ${LIST_PRICES.readOn} that TAP ships: NAT gateway; prices in eu-central-1 differ, as a rule by less than a third`,
    );
  });

  it('reads the prices once a day', async () => {
    const { prices, state } = regionPrices();
    await prices.latest();
    state.usd = '2';
    state.now += 23 * HOUR;
    expect((await prices.latest())?.usd('KMS-Keys')).toBe(1.5);
    expect(state.reads).toBe(1);
    state.now += HOUR;
    expect((await prices.latest())?.usd('KMS-Keys')).toBe(2);
    expect(state.reads).toBe(2);
  });

  it('keeps the prices of the last read if a read fails, and tries again after an hour', async () => {
    const { logger, prices, state } = regionPrices();
    await prices.latest();
    state.fails = true;
    state.now += 24 * HOUR;
    expect((await prices.latest())?.usd('KMS-Keys')).toBe(1.5);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /estimates use the prices of the last read: .*not allowed/,
      ),
    );
    state.fails = false;
    state.usd = '2';
    expect((await prices.latest())?.usd('KMS-Keys')).toBe(1.5);
    state.now += HOUR;
    expect((await prices.latest())?.usd('KMS-Keys')).toBe(2);
  });

  it('has the shipped prices where the partition has no Price List API, and none in China', async () => {
    const logger = mockLogger();
    const gov = new RegionPrices('us-gov-west-1', undefined, logger);
    expect((await gov.latest())?.usd('KMS-Keys')).toBe(1);
    expect(gov.isLive).toBe(false);
    const china = new RegionPrices('cn-north-1', undefined, logger);
    expect(await china.latest()).toBeUndefined();
  });
});
