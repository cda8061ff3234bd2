import type {
  Filter,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { AwsAction, AwsCaller } from './AwsCaller';
import type { Ec2 } from './AwsClients';

type Page<T> = { items: T[] | undefined; next: string | undefined };
type PageRequest = { Filters: Filter[]; NextToken: string | undefined };

/**
 * EC2 API calls for networks and their contents, all read-only. They use filters, so that missing resources cause no
 * error. Without values, no call is made.
 */
export class NetworkApi {
  constructor(private readonly ec2: Ec2, private readonly caller: AwsCaller) {}

  /** The existing VPCs among the given ones. */
  vpcs(vpcIds: string[]): Promise<Vpc[]> {
    return this.all('ec2:DescribeVpcs', 'vpc-id', vpcIds, async request => {
      const page = await this.ec2.call((client, ec2) =>
        client.send(new ec2.DescribeVpcsCommand(request)),
      );
      return { items: page.Vpcs, next: page.NextToken };
    });
  }

  /** All VPCs of the account and region, also those that TAP did not create. */
  allVpcs(): Promise<Vpc[]> {
    return this.all(
      'ec2:DescribeVpcs',
      'state',
      ['pending', 'available'],
      async request => {
        const page = await this.ec2.call((client, ec2) =>
          client.send(new ec2.DescribeVpcsCommand(request)),
        );
        return { items: page.Vpcs, next: page.NextToken };
      },
    );
  }

  /** Subnets by ID, or those in networks. */
  subnets(by: 'subnet-id' | 'vpc-id', ids: string[]): Promise<Subnet[]> {
    return this.all('ec2:DescribeSubnets', by, ids, async request => {
      const page = await this.ec2.call((client, ec2) =>
        client.send(new ec2.DescribeSubnetsCommand(request)),
      );
      return { items: page.Subnets, next: page.NextToken };
    });
  }

  /** Route tables in these networks. */
  routeTables(vpcIds: string[]): Promise<RouteTable[]> {
    return this.all(
      'ec2:DescribeRouteTables',
      'vpc-id',
      vpcIds,
      async request => {
        const page = await this.ec2.call((client, ec2) =>
          client.send(new ec2.DescribeRouteTablesCommand(request)),
        );
        return { items: page.RouteTables, next: page.NextToken };
      },
    );
  }

  /** Endpoints in these networks. */
  endpoints(vpcIds: string[]): Promise<VpcEndpoint[]> {
    return this.all(
      'ec2:DescribeVpcEndpoints',
      'vpc-id',
      vpcIds,
      async request => {
        const page = await this.ec2.call((client, ec2) =>
          client.send(new ec2.DescribeVpcEndpointsCommand(request)),
        );
        return { items: page.VpcEndpoints, next: page.NextToken };
      },
    );
  }

  /**
   * Security groups by ID, those in networks, or those with a rule that names one of these groups
   * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html).
   */
  securityGroups(
    by:
      | 'egress.ip-permission.group-id'
      | 'group-id'
      | 'ip-permission.group-id'
      | 'vpc-id',
    ids: string[],
  ): Promise<SecurityGroup[]> {
    return this.all('ec2:DescribeSecurityGroups', by, ids, async request => {
      const page = await this.ec2.call((client, ec2) =>
        client.send(new ec2.DescribeSecurityGroupsCommand(request)),
      );
      return { items: page.SecurityGroups, next: page.NextToken };
    });
  }

  /** Network interfaces in networks, those of instances, or those with one of these security groups. */
  interfaces(
    by: 'attachment.instance-id' | 'group-id' | 'vpc-id',
    ids: string[],
  ): Promise<NetworkInterface[]> {
    return this.all('ec2:DescribeNetworkInterfaces', by, ids, async request => {
      const page = await this.ec2.call((client, ec2) =>
        client.send(new ec2.DescribeNetworkInterfacesCommand(request)),
      );
      return { items: page.NetworkInterfaces, next: page.NextToken };
    });
  }

  private async all<T>(
    operation: AwsAction,
    filter: string,
    values: string[],
    read: (request: PageRequest) => Promise<Page<T>>,
  ): Promise<T[]> {
    const found: T[] = [];
    if (values.length === 0) {
      return found;
    }
    let next: string | undefined;
    do {
      const request: PageRequest = {
        Filters: [{ Name: filter, Values: values }],
        NextToken: next,
      };
      const page: Page<T> = await this.caller.call(operation, 'status', () =>
        read(request),
      );
      found.push(...(page.items ?? []));
      next = page.next;
    } while (next);
    return found;
  }
}
