import type { DBEngineVersion } from '@aws-sdk/client-rds';
import { AwsCaller } from './AwsCaller';
import type { AwsClients } from './AwsClients';
import { SharedReads } from './SharedReads';

/** How long a value is cached, in milliseconds. */
const GOOD_FOR_MS = 60 * 60_000;

/** An availability zone. Its name differs between accounts, its ID does not. */
export interface Zone {
  /** Such as `eu-central-1a`. */
  name: string;
  /** Such as `euc1-az2`. */
  id: string;
}

/** A version of PostgreSQL that RDS offers on an instance class. */
export interface DatabaseOffer {
  /** Exact version, such as `17.9`. */
  engineVersion: string;
  /** Names of the availability zones. */
  zones: string[];
}

/**
 * Facts about an account and region, read once an hour. Some of them are pinned in each environment when it is created.
 */
export class AccountFacts {
  private readonly reads = new SharedReads(GOOD_FOR_MS);

  constructor(
    private readonly clients: Pick<AwsClients, 'ec2' | 'rds' | 'ssm'>,
    private readonly caller: AwsCaller,
  ) {}

  /** The availability zones that this account may use, by name. */
  zones(): Promise<Zone[]> {
    return this.reads.read('zones', async () => {
      const { AvailabilityZones } = await this.caller.call(
        'ec2:DescribeAvailabilityZones',
        'mutation',
        () =>
          this.clients.ec2.call((client, ec2) =>
            client.send(
              new ec2.DescribeAvailabilityZonesCommand({
                Filters: [
                  { Name: 'state', Values: ['available'] },
                  { Name: 'zone-type', Values: ['availability-zone'] },
                ],
              }),
            ),
          ),
      );
      return (AvailabilityZones ?? [])
        .map(zone => ({ name: zone.ZoneName!, id: zone.ZoneId! }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    });
  }

  /** The versions of PostgreSQL that RDS offers on an instance class, each with the names of its availability zones. */
  databaseOffers(instanceClass: string): Promise<DatabaseOffer[]> {
    return this.reads.read(`offers-${instanceClass}`, async () => {
      const found: DatabaseOffer[] = [];
      let marker: string | undefined;
      do {
        const from = marker;
        const page = await this.caller.call(
          'rds:DescribeOrderableDBInstanceOptions',
          'mutation',
          () =>
            this.clients.rds.call((client, rds) =>
              client.send(
                new rds.DescribeOrderableDBInstanceOptionsCommand({
                  Engine: 'postgres',
                  DBInstanceClass: instanceClass,
                  Vpc: true,
                  Marker: from,
                }),
              ),
            ),
        );
        found.push(
          ...(page.OrderableDBInstanceOptions ?? [])
            // All databases have encrypted gp3 volumes.
            .filter(({ StorageType }) => StorageType === 'gp3')
            .map(option => ({
              engineVersion: option.EngineVersion!,
              zones: (option.AvailabilityZones ?? []).map(({ Name }) => Name!),
            })),
        );
        marker = page.Marker;
      } while (marker);
      return found;
    });
  }

  /** Names of the availability zones in which EC2 offers an instance type. */
  hostZones(instanceType: string): Promise<string[]> {
    return this.reads.read(`host-${instanceType}`, async () => {
      const { InstanceTypeOfferings } = await this.caller.call(
        'ec2:DescribeInstanceTypeOfferings',
        'mutation',
        () =>
          this.clients.ec2.call((client, ec2) =>
            client.send(
              new ec2.DescribeInstanceTypeOfferingsCommand({
                LocationType: 'availability-zone',
                Filters: [{ Name: 'instance-type', Values: [instanceType] }],
              }),
            ),
          ),
      );
      return (InstanceTypeOfferings ?? []).map(({ Location }) => Location!);
    });
  }

  /**
   * ID of a machine image.
   *
   * @param parameter - public SSM parameter that has it
   *   (https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html)
   */
  imageId(parameter: string): Promise<string> {
    return this.reads.read(`image-${parameter}`, async () => {
      const { Parameter } = await this.caller.call(
        'ssm:GetParameter',
        'mutation',
        () =>
          this.clients.ssm.call((client, ssm) =>
            client.send(new ssm.GetParameterCommand({ Name: parameter })),
          ),
      );
      return Parameter!.Value!;
    });
  }

  /** The minor versions of a PostgreSQL major version in RDS, including those that are no longer available. */
  engineVersions(major: string): Promise<DBEngineVersion[]> {
    return this.reads.read(`engine-${major}`, async () => {
      const found: DBEngineVersion[] = [];
      let marker: string | undefined;
      do {
        const from = marker;
        const page = await this.caller.call(
          'rds:DescribeDBEngineVersions',
          'mutation',
          () =>
            this.clients.rds.call((client, rds) =>
              client.send(
                new rds.DescribeDBEngineVersionsCommand({
                  Engine: 'postgres',
                  DBParameterGroupFamily: `postgres${major}`,
                  IncludeAll: true,
                  Marker: from,
                }),
              ),
            ),
        );
        found.push(...(page.DBEngineVersions ?? []));
        marker = page.Marker;
      } while (marker);
      return found;
    });
  }
}
