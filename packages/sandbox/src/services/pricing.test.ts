import {
  GetProductsCommand,
  GetProductsCommandOutput,
  PricingClient,
} from '@aws-sdk/client-pricing';
import { LIST_PRICES } from '@tap/aws-facts';
import { Sandbox } from '../Sandbox';

let sandbox: Sandbox;
let client: PricingClient;

beforeAll(async () => {
  sandbox = await Sandbox.start();
  client = new PricingClient({
    endpoint: sandbox.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'none' },
  });
});

afterAll(async () => {
  client.destroy();
  await sandbox.close();
});

const filter = (Field: string, Value: string) => ({
  Type: 'TERM_MATCH' as const,
  Field,
  Value,
});
const DATABASES = [
  filter('productFamily', 'Database Instance'),
  filter('databaseEngine', 'PostgreSQL'),
  filter('regionCode', 'us-west-2'),
];

it('15.44 GetProducts returns products as JSON texts, page by page', async () => {
  const found: any[] = [];
  let NextToken: string | undefined;
  let pages = 0;
  do {
    const page: GetProductsCommandOutput = await client.send(
      new GetProductsCommand({
        ServiceCode: 'AmazonRDS',
        Filters: DATABASES,
        MaxResults: 4,
        NextToken,
      }),
    );
    found.push(
      ...page.PriceList!.map(String).map((text: string) => JSON.parse(text)),
    );
    NextToken = page.NextToken;
    pages += 1;
  } while (NextToken);
  expect(pages).toBeGreaterThan(1);
  const micro = found.find(
    ({ product }) =>
      product.attributes.usagetype === 'us-west-2-InstanceUsage:db.t4g.micro',
  );
  expect(micro).toMatchObject({
    serviceCode: 'AmazonRDS',
    product: {
      productFamily: 'Database Instance',
      attributes: { regionCode: 'us-west-2', databaseEngine: 'PostgreSQL' },
    },
  });
  const [term] = Object.values<any>(micro.terms.OnDemand);
  expect(Object.values(term.priceDimensions)).toEqual([
    expect.objectContaining({
      beginRange: '0',
      endRange: 'Inf',
      pricePerUnit: {
        USD: LIST_PRICES.usd['InstanceUsage:db.t4g.micro'].toFixed(10),
      },
    }),
  ]);
});

it('15.45 GetProducts returns only products that have all values, and the prices of the settings', async () => {
  const products = async (...Filters: Array<ReturnType<typeof filter>>) =>
    (
      await client.send(
        new GetProductsCommand({ ServiceCode: 'AmazonEC2', Filters }),
      )
    ).PriceList!;
  await expect(products(filter('productFamily', 'None'))).resolves.toEqual([]);
  sandbox.settings.prices = { 'NatGateway-Hours': 0.25 };
  const [gateway] = await products(filter('productFamily', 'NAT Gateway'));
  expect(String(gateway)).toContain('"USD":"0.2500000000"');
  await expect(
    products({ ...filter('operation', 'Nat'), Type: 'CONTAINS' as any }),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
});
