import { LIST_PRICES, PRICE_QUERIES, type ListPrices } from '@tap/aws-facts';
import type { PriceApi } from '../../src/aws/PriceApi';
import { readProducts } from '../../src/prices/readProducts';

/**
 * Reads the prices that TAP ships from the AWS Price List.
 *
 * @param usageTypes - the prices to ship
 * @param now - the date of the result
 * @throws Error if the AWS Price List has none of a usage type
 */
export async function readListPrices(
  api: Pick<PriceApi, 'products'>,
  usageTypes: string[] = Object.keys(LIST_PRICES.usd),
  now: Date = new Date(),
): Promise<ListPrices> {
  const { region } = LIST_PRICES;
  const found = new Map<string, number>();
  for (const query of PRICE_QUERIES) {
    readProducts(query, await api.products(query, region)).forEach(
      (usd, usageType) => found.set(usageType, usd),
    );
  }
  const missing = usageTypes.filter(usageType => !found.has(usageType));
  if (missing.length > 0) {
    throw new Error(
      `The AWS Price List of ${region} has no price for ${missing.join(', ')}`,
    );
  }
  return {
    region,
    readOn: now.toISOString().slice(0, 10),
    sources: [
      'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html',
    ],
    usd: Object.fromEntries(
      [...usageTypes].sort().map(each => [each, found.get(each)!]),
    ),
  };
}
