import { AwsAction, AwsCaller } from './AwsCaller';
import type { AwsClients } from './AwsClients';
import { SharedReads } from './SharedReads';

/** A quota and its use. */
export interface QuotaState {
  limit: number;
  used: number;
}

/** How long the value of a quota is shared, in milliseconds: AWS changes it on request only. */
const LIMITS_SHARED_FOR_MS = 60_000;

/** AWS API calls for quotas and their use, all read-only. */
export class QuotaApi {
  /** @param reads - the reads of what is in use */
  constructor(
    private readonly clients: Pick<AwsClients, 'ec2' | 'rds' | 'serviceQuotas'>,
    private readonly caller: AwsCaller,
    private readonly reads: SharedReads,
    private readonly limits = new SharedReads(LIMITS_SHARED_FOR_MS),
  ) {}

  /** The same API without values that were read before they are asked for. */
  anew(): QuotaApi {
    return new QuotaApi(
      this.clients,
      this.caller,
      this.reads.anew(),
      this.limits.anew(),
    );
  }

  /** The value of a quota in Service Quotas for this account and region, at most a minute old. */
  serviceQuota(serviceCode: string, quotaCode: string): Promise<number> {
    return this.limits.read(`${serviceCode}/${quotaCode}`, () =>
      this.readServiceQuota(serviceCode, quotaCode),
    );
  }

  /** The quotas of RDS and their use, by name such as `DBInstances`. */
  async databaseQuotas(): Promise<Map<string, QuotaState>> {
    const { AccountQuotas } = await this.call(
      'rds:DescribeAccountAttributes',
      () =>
        this.clients.rds.call((client, rds) =>
          client.send(new rds.DescribeAccountAttributesCommand({})),
        ),
    );
    return new Map(
      (AccountQuotas ?? []).map(({ AccountQuotaName, Max, Used }) => [
        AccountQuotaName!,
        { limit: Max!, used: Used! },
      ]),
    );
  }

  /** Number of elastic IP addresses. */
  async addresses(): Promise<number> {
    const { Addresses } = await this.call('ec2:DescribeAddresses', () =>
      this.clients.ec2.call((client, ec2) =>
        client.send(new ec2.DescribeAddressesCommand({})),
      ),
    );
    return Addresses?.length ?? 0;
  }

  /**
   * The subnets of the NAT gateways that count against the quota: also those that are pending or deleting
   * (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html).
   */
  async natGatewaySubnets(): Promise<string[]> {
    const gateways = await this.all(async NextToken => {
      const page = await this.call('ec2:DescribeNatGateways', () =>
        this.clients.ec2.call((client, ec2) =>
          client.send(
            new ec2.DescribeNatGatewaysCommand({
              Filter: [
                { Name: 'state', Values: ['pending', 'available', 'deleting'] },
              ],
              NextToken,
            }),
          ),
        ),
      );
      return { items: page.NatGateways, next: page.NextToken };
    });
    return gateways.flatMap(({ SubnetId }) => SubnetId ?? []);
  }

  /** Names of the availability zones of all subnets, by the ID of the subnet. */
  async zonesBySubnet(): Promise<Map<string, string>> {
    const subnets = await this.all(async NextToken => {
      const page = await this.call('ec2:DescribeSubnets', () =>
        this.clients.ec2.call((client, ec2) =>
          client.send(new ec2.DescribeSubnetsCommand({ NextToken })),
        ),
      );
      return { items: page.Subnets, next: page.NextToken };
    });
    return new Map(
      subnets.map(({ SubnetId, AvailabilityZone }) => [
        SubnetId!,
        AvailabilityZone!,
      ]),
    );
  }

  /** Shares the result of a read of what is in use, by this API or another one. */
  share<T>(name: string, read: () => Promise<T>): Promise<T> {
    return this.reads.read(name, read);
  }

  private async readServiceQuota(
    serviceCode: string,
    quotaCode: string,
  ): Promise<number> {
    const { Quota } = await this.call('servicequotas:GetServiceQuota', () =>
      this.clients.serviceQuotas.call((client, serviceQuotas) =>
        client.send(
          new serviceQuotas.GetServiceQuotaCommand({
            ServiceCode: serviceCode,
            QuotaCode: quotaCode,
          }),
        ),
      ),
    );
    return Quota!.Value!;
  }

  private call<T>(action: AwsAction, send: () => Promise<T>): Promise<T> {
    return this.caller.call(action, 'status', send);
  }

  private async all<T>(
    read: (
      next: string | undefined,
    ) => Promise<{ items: T[] | undefined; next: string | undefined }>,
  ): Promise<T[]> {
    const found: T[] = [];
    let next: string | undefined;
    do {
      const page = await read(next);
      found.push(...(page.items ?? []));
      next = page.next;
    } while (next);
    return found;
  }
}
