import {
  DescribeAvailabilityZonesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  DBEngineVersion,
  DescribeDBEngineVersionsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ConflictError } from '@backstage/errors';
import { AwsCaller } from './AwsCaller';

/** Most zones that a stack is given: its databases are in two or three. */
const ZONES = 3;

/** How long a value is cached, in milliseconds. */
const GOOD_FOR_MS = 60 * 60_000;

/** Clients of the services that provide the facts. */
export interface FactSources {
  ec2: EC2Client;
  rds: RDSClient;
  ssm: SSMClient;
}

/**
 * Facts about an account and region, read once an hour. Some of them are pinned in each environment when it is created.
 */
export class AccountFacts {
  private readonly remembered = new Map<
    string,
    { at: number; value: Promise<unknown> }
  >();

  constructor(
    private readonly clients: FactSources,
    private readonly caller: AwsCaller,
  ) {}

  /** Names of the first three availability zones that this account may use, such as eu-central-1a. */
  availabilityZones(): Promise<string[]> {
    return this.remember('zones', async () => {
      const { AvailabilityZones } = await this.caller.call(
        'ec2:DescribeAvailabilityZones',
        'mutation',
        () =>
          this.clients.ec2.send(
            new DescribeAvailabilityZonesCommand({
              Filters: [
                { Name: 'state', Values: ['available'] },
                { Name: 'zone-type', Values: ['availability-zone'] },
              ],
            }),
          ),
      );
      const names = (AvailabilityZones ?? []).map(zone => zone.ZoneName!);
      if (names.length < 2) {
        throw new ConflictError(
          `This account has access to only ${names.length} availability zones in the region of this target, and a database needs two; nothing was done. Choose another target.`,
        );
      }
      return names.sort().slice(0, ZONES);
    });
  }

  /**
   * ID of a machine image.
   *
   * @param parameter - public SSM parameter that has it
   *   (https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html)
   */
  imageId(parameter: string): Promise<string> {
    return this.remember(`image-${parameter}`, async () => {
      const { Parameter } = await this.caller.call(
        'ssm:GetParameter',
        'mutation',
        () =>
          this.clients.ssm.send(new GetParameterCommand({ Name: parameter })),
      );
      return Parameter!.Value!;
    });
  }

  /** The minor versions of a PostgreSQL major version in RDS, including those that are no longer available. */
  engineVersions(major: string): Promise<DBEngineVersion[]> {
    return this.remember(`engine-${major}`, async () => {
      const found: DBEngineVersion[] = [];
      let marker: string | undefined;
      do {
        const from = marker;
        const page = await this.caller.call(
          'rds:DescribeDBEngineVersions',
          'mutation',
          () =>
            this.clients.rds.send(
              new DescribeDBEngineVersionsCommand({
                Engine: 'postgres',
                DBParameterGroupFamily: `postgres${major}`,
                IncludeAll: true,
                Marker: from,
              }),
            ),
        );
        found.push(...(page.DBEngineVersions ?? []));
        marker = page.Marker;
      } while (marker);
      return found;
    });
  }

  private remember<T>(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.remembered.get(name);
    if (known && performance.now() - known.at < GOOD_FOR_MS) {
      return known.value as Promise<T>;
    }
    const value = read();
    this.remembered.set(name, { at: performance.now(), value });
    value.catch(() => this.remembered.delete(name));
    return value;
  }
}
