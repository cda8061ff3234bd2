import type { Filter } from '@aws-sdk/client-pricing';
import { PriceQuery } from '@tap/aws-facts';
import { AwsCaller } from './AwsCaller';
import type { Pricing } from './AwsClients';

/** AWS API calls for prices, all read-only. */
export class PriceApi {
  constructor(
    private readonly pricing: Pricing,
    private readonly caller: AwsCaller,
  ) {}

  /**
   * The products of a query in the AWS Price List, each as JSON text
   * (https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html).
   */
  async products(
    { attributes, productFamily, serviceCode }: PriceQuery,
    region: string,
  ): Promise<string[]> {
    const filters = {
      ...attributes,
      ...(productFamily && { productFamily }),
      regionCode: region,
    };
    const Filters = Object.entries(filters).map(
      ([Field, Value]): Filter => ({ Type: 'TERM_MATCH', Field, Value }),
    );
    const found: string[] = [];
    let next: string | undefined;
    do {
      const token = next;
      const page = await this.caller.call('pricing:GetProducts', 'query', () =>
        this.pricing.call((client, pricing) =>
          client.send(
            new pricing.GetProductsCommand({
              ServiceCode: serviceCode,
              Filters,
              NextToken: token,
            }),
          ),
        ),
      );
      found.push(...(page.PriceList ?? []).map(String));
      next = page.NextToken;
    } while (next);
    return found;
  }
}
