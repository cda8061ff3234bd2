import { PriceEstimate, PriceItem } from '@tap/plugin-tap-common';
import { storageOf } from '../stack';
import { StackResource, StackTemplate } from '../stackModule';
import { PriceList } from '../prices/PriceList';

/** Hours of a month, as AWS's own calculator counts them. */
const HOURS = 730;

/**
 * Metrics of an instance with detailed monitoring that are charged: example 1 of https://aws.amazon.com/cloudwatch/pricing/
 */
const DETAILED_METRICS = 7;

const PUBLIC_ADDRESS = 'Public IPv4 address';

type Priced = {
  item: string;
  count: number;
  each: number;
  unit: string;
  /** Whether it is not charged while the database is stopped. */
  isStoppable?: boolean;
};

/**
 * What a template's resources cost in a month by list price: databases with standby, storage, network, EC2 instances with their monitoring,
 * key, secret, alarms. Traffic, requests, logs and backups depend on use and are not in it.
 *
 * @param prices - of the region; undefined if they are not known
 * @returns undefined if there are no prices, or none of an instance class
 */
export function priceOfTemplate(
  template: StackTemplate,
  prices: PriceList | undefined,
): PriceEstimate | undefined {
  if (!prices) {
    return undefined;
  }
  const resources = template.Resources ?? {};
  const priced = Object.values(resources).flatMap(resource =>
    priceResource(resource, prices, storageOf(resource, resources)),
  );
  if (priced.some(({ each }) => Number.isNaN(each))) {
    return undefined;
  }
  const items = merge(priced).map(priceItem);
  const monthlyUsd = cents(
    items.reduce((sum, item) => sum + item.monthlyUsd, 0),
  );
  const databases = Object.values(resources).filter(
    ({ Type }) => Type === 'AWS::RDS::DBInstance',
  );
  const stopped = priced.filter(({ isStoppable }) => isStoppable);
  return {
    currency: 'USD',
    monthlyUsd,
    // RDS charges storage and backups of a stopped instance, but not its hours, and stops none with read replicas:
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
    ...(databases.length === 1 && {
      stoppedMonthlyUsd: cents(
        monthlyUsd - stopped.reduce((sum, { each }) => sum + each, 0),
      ),
    }),
    items,
    source: prices.source,
  };
}

function priceResource(
  { Type, Properties = {} }: StackResource,
  prices: PriceList,
  storageGiB: number,
): Priced[] {
  switch (Type) {
    case 'AWS::RDS::DBInstance':
      return priceDatabase(Properties, prices, storageGiB);
    case 'AWS::EC2::Instance':
      return priceHost(Properties, prices);
    case 'AWS::EC2::NatGateway':
      return [hourly('NAT gateway', prices.natGatewayHour)];
    case 'AWS::EC2::EIP':
      return [hourly(PUBLIC_ADDRESS, prices.publicAddressHour)];
    case 'AWS::KMS::Key':
      return [monthly('Encryption key', prices.keyMonth)];
    case 'AWS::SecretsManager::Secret':
      return [monthly('Secret', prices.secretMonth)];
    case 'AWS::CloudWatch::Alarm':
      return [monthly('Alarm', prices.alarmMonth)];
    default:
      return [];
  }
}

function priceDatabase(
  properties: Record<string, unknown>,
  prices: PriceList,
  storageGiB: number,
): Priced[] {
  const instanceClass = String(properties.DBInstanceClass);
  const hour = prices.databaseHour(instanceClass) ?? NaN;
  const role = properties.SourceDBInstanceIdentifier
    ? 'Read replica'
    : 'Database instance';
  const names =
    properties.MultiAZ === true ? [role, `Standby of the database`] : [role];
  return names.flatMap(name => [
    { ...hourly(`${name} ${instanceClass}`, hour), isStoppable: true },
    storage(
      `Storage: ${name.toLocaleLowerCase('en-US')}`,
      storageGiB,
      prices.databaseStorage,
    ),
  ]);
}

function priceHost(
  properties: Record<string, unknown>,
  prices: PriceList,
): Priced[] {
  const instanceType = String(properties.InstanceType);
  const disks = (properties.BlockDeviceMappings ?? []) as Array<{
    Ebs?: { VolumeSize?: number };
  }>;
  const interfaces = (properties.NetworkInterfaces ?? []) as Array<{
    AssociatePublicIpAddress?: boolean;
  }>;
  const gib = disks.reduce((sum, disk) => sum + (disk.Ebs?.VolumeSize ?? 0), 0);
  return [
    hourly(
      `EC2 instance ${instanceType}`,
      prices.hostHour(instanceType) ?? NaN,
    ),
    storage('Storage: EC2 instance', gib, prices.volumeStorage),
    ...interfaces
      .filter(each => each.AssociatePublicIpAddress)
      .map(() => hourly(PUBLIC_ADDRESS, prices.publicAddressHour)),
    ...(properties.Monitoring === true
      ? [
          monthly(
            'Detailed monitoring: EC2 instance',
            DETAILED_METRICS * prices.metricMonth,
          ),
        ]
      : []),
  ];
}

function hourly(item: string, each: number): Priced {
  return { item, count: 1, each: each * HOURS, unit: `${HOURS} h` };
}

function monthly(item: string, each: number): Priced {
  return { item, count: 1, each, unit: 'month' };
}

function storage(item: string, gib: number, each: number): Priced {
  return { item, count: 1, each: gib * each, unit: `${gib} GiB` };
}

function merge(priced: Priced[]): Priced[] {
  const merged = new Map<string, Priced>();
  for (const one of priced) {
    const key = `${one.item}/${one.unit}`;
    const same = merged.get(key);
    merged.set(key, same ? { ...same, count: same.count + one.count } : one);
  }
  return [...merged.values()].sort(
    (a, b) => b.count * b.each - a.count * a.each,
  );
}

function priceItem({ item, count, each, unit }: Priced): PriceItem {
  return {
    item,
    quantity: `${count} × ${unit}`,
    monthlyUsd: cents(count * each),
  };
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
