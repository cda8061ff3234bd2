import * as PricingSdk from '@aws-sdk/client-pricing';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AwsCaller } from '../src/aws/AwsCaller';
import type { Pricing } from '../src/aws/AwsClients';
import { LazyClient } from '../src/aws/LazyClient';
import { PriceApi } from '../src/aws/PriceApi';
import { RateBudget } from '../src/aws/RateBudget';
import { readListPrices } from './prices/readListPrices';

const FILE = resolve(
  __dirname,
  '../../../packages/aws-facts/src/listPriceTable.json',
);

/** With the AWS credentials of the environment, which need pricing:GetProducts. */
async function generatePrices(): Promise<void> {
  const client: Pricing = new LazyClient(
    () => PricingSdk,
    sdk => new sdk.PricingClient({ region: 'us-east-1', maxAttempts: 1 }),
  );
  const budget = new RateBudget(5);
  try {
    const prices = await readListPrices(
      new PriceApi(client, new AwsCaller(budget, 'AWS Price List')),
    );
    writeFileSync(FILE, `${JSON.stringify(prices, undefined, 2)}\n`);
  } finally {
    budget.stop();
    client.destroy();
  }
}

generatePrices().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
