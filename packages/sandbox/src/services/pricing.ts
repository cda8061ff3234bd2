import { LIST_PRICES, PRICE_QUERIES, usageTypeOf } from '@tap/aws-facts';
import { AwsError } from '../protocol/AwsError';
import { Service } from '../protocol/ServiceOperations';
import { page } from './pages';

/** A product of the price list. */
interface Product {
  serviceCode: string;
  productFamily?: string;
  attributes: Record<string, string>;
  usd: number;
}

/** The price of units beyond a number of them. */
interface Tier {
  from: number;
  usd: number;
}

/** Metrics beyond the first 10,000 are cheaper: https://aws.amazon.com/cloudwatch/pricing/ */
const METRICS_OF_FIRST_TIER = 10_000;

/** The AWS Price List query API: the list prices of `@tap/aws-facts` and `Sandbox.settings.prices`, for any region. */
export const PRICING: Service = {
  name: 'pricing',
  protocol: 'json',
  targetPrefix: 'AWSPriceListService',
  operations: {
    GetProducts: async (
      { Filters, MaxResults, NextToken, ServiceCode },
      { settings },
    ) => {
      const filters = (Filters ?? []) as Array<Record<string, string>>;
      const other = filters.find(({ Type }) => Type !== 'TERM_MATCH');
      if (other) {
        throw new AwsError(
          'InvalidParameterException',
          `The sandbox does not support filters of type ${other.Type}`,
        );
      }
      const region = filters.find(({ Field }) => Field === 'regionCode')?.Value;
      const found = products(region ?? LIST_PRICES.region, {
        ...LIST_PRICES.usd,
        ...settings.prices,
      }).filter(
        ({ attributes, productFamily, serviceCode }) =>
          serviceCode === ServiceCode &&
          filters.every(
            ({ Field, Value }) =>
              (Field === 'productFamily'
                ? productFamily
                : attributes[Field]) === Value,
          ),
      );
      const { items, next } = page(found, NextToken, MaxResults);
      return {
        FormatVersion: 'aws_v1',
        PriceList: items.map(describe),
        NextToken: next,
      };
    },
  },
};

function products(region: string, prices: Record<string, number>): Product[] {
  return Object.entries(prices).flatMap(([usageType, usd]) => {
    const query = PRICE_QUERIES.find(each => usageTypeOf(each, usageType));
    return query
      ? [
          {
            serviceCode: query.serviceCode,
            productFamily: query.productFamily,
            attributes: {
              ...query.attributes,
              regionCode: region,
              locationType: 'AWS Region',
              servicecode: query.serviceCode,
              usagetype: `${prefixOf(region)}${usageType}`,
            },
            usd,
          },
        ]
      : [];
  });
}

/** AWS has codes such as `EUC1` and, for many products, none in us-east-1. */
function prefixOf(region: string): string {
  return region === 'us-east-1' ? '' : `${region}-`;
}

/** https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-list-query-api.html */
function describe(product: Product): string {
  const { attributes, productFamily, serviceCode } = product;
  const sku = attributes.usagetype.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  const term = `${sku}.JRTCKXETXF`;
  return JSON.stringify({
    product: { productFamily, attributes, sku },
    serviceCode,
    terms: {
      OnDemand: {
        [term]: {
          priceDimensions: Object.fromEntries(
            tiersOf(product).map((tier, index, tiers) => {
              const rateCode = `${term}.RATE${index}`;
              return [rateCode, dimension(rateCode, tier, tiers[index + 1])];
            }),
          ),
          sku,
          effectiveDate: `${LIST_PRICES.readOn}T00:00:00Z`,
          offerTermCode: 'JRTCKXETXF',
          termAttributes: {},
        },
      },
    },
    version: LIST_PRICES.readOn,
    publicationDate: `${LIST_PRICES.readOn}T00:00:00Z`,
  });
}

function tiersOf({ attributes, usd }: Product): Tier[] {
  const first = { from: 0, usd };
  return attributes.usagetype.endsWith('CW:MetricMonitorUsage')
    ? [first, { from: METRICS_OF_FIRST_TIER, usd: usd / 3 }]
    : [first];
}

function dimension(rateCode: string, { from, usd }: Tier, next?: Tier) {
  return {
    unit: 'Quantity',
    beginRange: String(from),
    endRange: next ? String(next.from) : 'Inf',
    description: `$${usd} per unit`,
    appliesTo: [],
    rateCode,
    pricePerUnit: { USD: usd.toFixed(10) },
  };
}
