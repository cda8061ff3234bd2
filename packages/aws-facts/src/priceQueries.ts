/**
 * A query of the AWS Price List for the products of a region. The attributes are those of
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 */
export interface PriceQuery {
  serviceCode: string;
  productFamily?: string;
  /** Attributes of the products, in addition to the region. */
  attributes: Readonly<Record<string, string>>;
  /** Usage type of the products, without the prefix of the region. */
  usageType: RegExp;
}

/** The types of the EC2 instance of an environment. */
const HOST_TYPES = ['t4g.nano', 't4g.micro', 't4g.small'];

/** The queries for everything that an environment is charged for by time or size. */
export const PRICE_QUERIES: readonly PriceQuery[] = [
  {
    serviceCode: 'AmazonRDS',
    productFamily: 'Database Instance',
    attributes: { databaseEngine: 'PostgreSQL', deploymentOption: 'Single-AZ' },
    usageType: /InstanceUsage:db\..+/,
  },
  {
    serviceCode: 'AmazonRDS',
    productFamily: 'Database Storage',
    attributes: { databaseEngine: 'PostgreSQL', deploymentOption: 'Single-AZ' },
    usageType: /RDS:GP3-Storage/,
  },
  {
    serviceCode: 'AmazonRDS',
    productFamily: 'Storage Snapshot',
    attributes: {},
    usageType: /RDS:ChargedBackupUsage/,
  },
  ...HOST_TYPES.map(instanceType => ({
    serviceCode: 'AmazonEC2',
    productFamily: 'Compute Instance',
    attributes: {
      instanceType,
      operatingSystem: 'Linux',
      preInstalledSw: 'NA',
      tenancy: 'Shared',
      capacitystatus: 'Used',
    },
    usageType: new RegExp(`BoxUsage:${instanceType.replace('.', '\\.')}`),
  })),
  {
    serviceCode: 'AmazonEC2',
    productFamily: 'Storage',
    attributes: { volumeApiName: 'gp3' },
    usageType: /EBS:VolumeUsage\.gp3/,
  },
  {
    serviceCode: 'AmazonEC2',
    productFamily: 'NAT Gateway',
    attributes: {},
    usageType: /NatGateway-Hours/,
  },
  {
    // Without a product family.
    serviceCode: 'AmazonVPC',
    attributes: {},
    usageType: /PublicIPv4:InUseAddress/,
  },
  {
    serviceCode: 'awskms',
    attributes: {},
    usageType: /KMS-Keys/,
  },
  {
    serviceCode: 'AWSSecretsManager',
    productFamily: 'Secret',
    attributes: {},
    usageType: /AWSSecretsManager-Secrets/,
  },
  {
    serviceCode: 'AmazonCloudWatch',
    productFamily: 'Alarm',
    attributes: {},
    usageType: /CW:AlarmMonitorUsage/,
  },
  {
    serviceCode: 'AmazonCloudWatch',
    productFamily: 'Metric',
    attributes: {},
    usageType: /CW:MetricMonitorUsage/,
  },
];

/**
 * The usage type of a product without the prefix of its region, such as `EUC1-`, `EU-` or `eu-central-1-`.
 *
 * @returns undefined if the query is for other products
 */
export function usageTypeOf(
  { usageType }: PriceQuery,
  withPrefix: string,
): string | undefined {
  return new RegExp(`^(?:.+-)?(${usageType.source})$`).exec(withPrefix)?.[1];
}
