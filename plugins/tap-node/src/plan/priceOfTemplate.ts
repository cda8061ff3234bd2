import { PriceEstimate, PriceItem } from '@tap/plugin-tap-common';
import { storageOf } from '../stack';
import { StackResource, StackTemplate } from '../stackModule';
import { agentMetrics } from './agentMetrics';
import { PriceList } from '../prices/PriceList';

/** Hours of a month, as AWS's own calculator counts them. */
const HOURS = 730;

/**
 * Metrics of an instance with detailed monitoring that are charged: example 1 of https://aws.amazon.com/cloudwatch/pricing/
 */
const DETAILED_METRICS = 7;

const PUBLIC_ADDRESS = 'Public IPv4 address';

interface Priced {
  item: string;
  count: number;
  /** Of AWS, without the prefix of the region. */
  usageType: string;
  /** Units for each, such as hours. */
  amount: number;
  /** For people. */
  unit: string;
  /** Whether it is not charged while the database is stopped. */
  isStoppable?: boolean;
}

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
    priceResource(resource, storageOf(resource, resources)),
  );
  if (priced.some(({ usageType }) => prices.usd(usageType) === undefined)) {
    return undefined;
  }
  const items = merge(priced)
    .map(each => priceItem(each, prices))
    .sort((a, b) => b.monthlyUsd - a.monthlyUsd);
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
        monthlyUsd - stopped.reduce((sum, each) => sum + usd(each, prices), 0),
      ),
    }),
    items,
    source: prices.source(priced),
  };
}

function priceResource(
  { Type, Properties = {} }: StackResource,
  storageGiB: number,
): Priced[] {
  switch (Type) {
    case 'AWS::RDS::DBInstance':
      return priceDatabase(Properties, storageGiB);
    case 'AWS::EC2::Instance':
      return priceHost(Properties);
    case 'AWS::EC2::NatGateway':
      return [hourly('NAT gateway', 'NatGateway-Hours')];
    case 'AWS::EC2::EIP':
      return [hourly(PUBLIC_ADDRESS, 'PublicIPv4:InUseAddress')];
    case 'AWS::KMS::Key':
      return [monthly('KMS key', 'KMS-Keys')];
    case 'AWS::SecretsManager::Secret':
      return [monthly('Secret', 'AWSSecretsManager-Secrets')];
    case 'AWS::CloudWatch::Alarm':
      return [monthly('Alarm', 'CW:AlarmMonitorUsage')];
    default:
      return [];
  }
}

function priceDatabase(
  properties: Record<string, unknown>,
  storageGiB: number,
): Priced[] {
  const instanceClass = String(properties.DBInstanceClass);
  const role = properties.SourceDBInstanceIdentifier
    ? 'Read replica'
    : 'Database instance';
  const names =
    properties.MultiAZ === true ? [role, `Standby of the database`] : [role];
  return names.flatMap(name => [
    {
      ...hourly(`${name} ${instanceClass}`, `InstanceUsage:${instanceClass}`),
      isStoppable: true,
    },
    storage(
      `Storage: ${name.toLocaleLowerCase('en-US')}`,
      storageGiB,
      'RDS:GP3-Storage',
    ),
  ]);
}

function priceHost(properties: Record<string, unknown>): Priced[] {
  const instanceType = String(properties.InstanceType);
  const disks = (properties.BlockDeviceMappings ?? []) as Array<{
    Ebs?: { VolumeSize?: number };
  }>;
  const interfaces = (properties.NetworkInterfaces ?? []) as Array<{
    AssociatePublicIpAddress?: boolean;
  }>;
  const agentCount = agentMetrics(properties.UserData);
  const gib = disks.reduce((sum, disk) => sum + (disk.Ebs?.VolumeSize ?? 0), 0);
  return [
    hourly(`EC2 instance ${instanceType}`, `BoxUsage:${instanceType}`),
    storage('Storage: EC2 instance', gib, 'EBS:VolumeUsage.gp3'),
    ...interfaces
      .filter(each => each.AssociatePublicIpAddress)
      .map(() => hourly(PUBLIC_ADDRESS, 'PublicIPv4:InUseAddress')),
    ...(properties.Monitoring === true
      ? [
          monthly(
            'Detailed monitoring: EC2 instance',
            'CW:MetricMonitorUsage',
            DETAILED_METRICS,
          ),
        ]
      : []),
    ...(agentCount > 0
      ? [
          monthly(
            'Metrics of the CloudWatch agent',
            'CW:MetricMonitorUsage',
            agentCount,
          ),
        ]
      : []),
  ];
}

function hourly(item: string, usageType: string): Priced {
  return { item, count: 1, usageType, amount: HOURS, unit: `${HOURS} h` };
}

function monthly(item: string, usageType: string, amount: number = 1): Priced {
  return { item, count: 1, usageType, amount, unit: 'month' };
}

function storage(item: string, gib: number, usageType: string): Priced {
  return { item, count: 1, usageType, amount: gib, unit: `${gib} GiB` };
}

function merge(priced: Priced[]): Priced[] {
  const merged = new Map<string, Priced>();
  for (const one of priced) {
    const key = `${one.item}/${one.unit}`;
    const same = merged.get(key);
    merged.set(key, same ? { ...same, count: same.count + one.count } : one);
  }
  return [...merged.values()];
}

function priceItem(priced: Priced, prices: PriceList): PriceItem {
  return {
    item: priced.item,
    quantity: `${priced.count} × ${priced.unit}`,
    monthlyUsd: cents(usd(priced, prices)),
  };
}

/** US dollars a month. */
function usd({ amount, count, usageType }: Priced, prices: PriceList): number {
  return count * amount * prices.usd(usageType)!;
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
