import * as PricingSdk from '@aws-sdk/client-pricing';
import { LIST_PRICES } from '@tap/aws-facts';
import { Sandbox } from '@tap/sandbox';
import { readListPrices } from '../../dev/prices/readListPrices';
import { AwsCaller } from '../aws/AwsCaller';
import type { Pricing } from '../aws/AwsClients';
import { LazyClient } from '../aws/LazyClient';
import { PriceApi } from '../aws/PriceApi';
import { RateBudget } from '../aws/RateBudget';

describe('the generator of the prices that TAP ships', () => {
  let sandbox: Sandbox;
  let client: Pricing;
  const budget = new RateBudget(100);
  const api = () => new PriceApi(client, new AwsCaller(budget, 'sandbox'));

  beforeAll(async () => {
    sandbox = await Sandbox.start();
    client = new LazyClient(
      () => PricingSdk,
      sdk =>
        new sdk.PricingClient({
          endpoint: sandbox.url,
          region: 'us-east-1',
          credentials: { accessKeyId: '111122223333', secretAccessKey: 'none' },
        }),
    );
  });
  afterEach(() => {
    sandbox.settings.prices = {};
  });
  afterAll(async () => {
    budget.stop();
    client.destroy();
    await sandbox.close();
  });

  it('reads the shipped prices', async () => {
    const { usd, region, readOn } = await readListPrices(
      api(),
      undefined,
      new Date('2027-01-31T23:00:00Z'),
    );
    expect({ usd, region, readOn }).toEqual({
      usd: LIST_PRICES.usd,
      region: 'us-east-1',
      readOn: '2027-01-31',
    });
  });

  it('reads a price that has changed', async () => {
    sandbox.settings.prices = { 'NatGateway-Hours': 0.05 };
    const { usd } = await readListPrices(api());
    expect(usd).toEqual({ ...LIST_PRICES.usd, 'NatGateway-Hours': 0.05 });
  });

  it('names prices that the AWS Price List does not have', async () => {
    await expect(
      readListPrices(api(), ['KMS-Keys', 'InstanceUsage:db.x9z.large']),
    ).rejects.toThrow(
      'The AWS Price List of us-east-1 has no price for InstanceUsage:db.x9z.large',
    );
  });
});
