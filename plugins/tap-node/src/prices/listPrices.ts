import { PriceList } from './PriceList';

/** The region whose prices are written down here. */
const PRICED_REGION = 'us-east-1';

/** https://aws.amazon.com/rds/postgresql/pricing/, single-AZ, on demand. */
const DATABASE_HOUR: Record<string, number> = {
  'db.t4g.micro': 0.016,
  'db.t4g.small': 0.032,
  'db.t4g.medium': 0.065,
  'db.t4g.large': 0.129,
  'db.t4g.xlarge': 0.258,
  'db.m7g.large': 0.168,
  'db.m7g.xlarge': 0.337,
  'db.m7g.2xlarge': 0.674,
  'db.r7g.large': 0.239,
  'db.r7g.xlarge': 0.478,
  'db.r7g.2xlarge': 0.956,
};

/** https://aws.amazon.com/ec2/pricing/on-demand/, Linux. */
const HOST_HOUR: Record<string, number> = {
  't4g.nano': 0.0042,
  't4g.micro': 0.0084,
  't4g.small': 0.0168,
};

/**
 * List prices at the time of writing, not the current ones of the AWS Price List. They are the same for
 * every region, and say so where the region is another one.
 *
 * @returns undefined for the regions in China, which have other prices in another currency
 */
export function listPrices(region: string): PriceList | undefined {
  if (region.startsWith('cn-')) {
    return undefined;
  }
  const elsewhere =
    region === PRICED_REGION
      ? ''
      : `; prices in ${region} differ, as a rule by less than a third`;
  return {
    source: `an estimate from the list prices of ${PRICED_REGION}, on demand, without traffic, backups and tax${elsewhere}; see the pricing pages of AWS for the current prices`,
    databaseHour: instanceClass => DATABASE_HOUR[instanceClass],
    databaseStorage: 0.115,
    // https://aws.amazon.com/rds/postgresql/pricing/, backup storage.
    backupStorage: 0.095,
    hostHour: instanceType => HOST_HOUR[instanceType],
    volumeStorage: 0.08,
    natGatewayHour: 0.045,
    publicAddressHour: 0.005,
    keyMonth: 1,
    secretMonth: 0.4,
    alarmMonth: 0.1,
    // https://aws.amazon.com/cloudwatch/pricing/, the first 10,000.
    metricMonth: 0.3,
  };
}
