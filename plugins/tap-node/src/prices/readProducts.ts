import { PriceQuery, usageTypeOf } from '@tap/aws-facts';
import { z } from 'zod/v3';

const productSchema = z.object({
  product: z.object({
    attributes: z.object({ usagetype: z.string().optional() }),
  }),
  terms: z.object({
    OnDemand: z
      .record(
        z.object({
          priceDimensions: z.record(
            z.object({
              beginRange: z.string().optional(),
              pricePerUnit: z.object({ USD: z.string().optional() }),
            }),
          ),
        }),
      )
      .optional(),
  }),
});

/**
 * On-demand prices of products of the AWS Price List. Format:
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-list-query-api.html
 *
 * @param query - by which the products were found; other products among them are skipped
 * @param products - JSON texts
 * @returns US dollars by usage type without the prefix of the region; for tiers, the price of the first one that is not free
 * @throws Error if a text has another format
 */
export function readProducts(
  query: PriceQuery,
  products: string[],
): Map<string, number> {
  const prices = new Map<string, number>();
  for (const text of products) {
    const { product, terms } = productSchema.parse(JSON.parse(text));
    const usageType = usageTypeOf(query, product.attributes.usagetype ?? '');
    const [first] = Object.values(terms.OnDemand ?? {})
      .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
      .map(({ beginRange, pricePerUnit }) => ({
        from: Number(beginRange ?? 0),
        usd: Number(pricePerUnit.USD),
      }))
      .filter(({ usd }) => usd > 0)
      .sort((a, b) => a.from - b.from);
    if (usageType !== undefined && first) {
      prices.set(usageType, first.usd);
    }
  }
  return prices;
}
