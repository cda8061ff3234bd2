import {
  DescribeNetworkInterfacesCommand,
  EC2Client,
  Filter,
  NetworkInterface,
} from '@aws-sdk/client-ec2';
import { AwsCaller } from './AwsCaller';

/** The calls to EC2 about what stands in a network: reads only. @internal */
export class NetworkApi {
  static create(options: { ec2: EC2Client; caller: AwsCaller }): NetworkApi {
    return new NetworkApi(options.ec2, options.caller);
  }

  private constructor(
    private readonly ec2: EC2Client,
    private readonly caller: AwsCaller,
  ) {}

  /** Network interfaces in one of these networks. */
  interfacesInVpcs(vpcIds: string[]): Promise<NetworkInterface[]> {
    return this.interfaces({ Name: 'vpc-id', Values: vpcIds });
  }

  /** Network interfaces that bear one of these security groups. */
  interfacesInGroups(groupIds: string[]): Promise<NetworkInterface[]> {
    return this.interfaces({ Name: 'group-id', Values: groupIds });
  }

  private async interfaces(filter: Filter): Promise<NetworkInterface[]> {
    const found: NetworkInterface[] = [];
    let next = filter.Values?.length ? '' : undefined;
    while (next !== undefined) {
      const token: string | undefined = next || undefined;
      const page = await this.caller.call(
        'DescribeNetworkInterfaces',
        'status',
        () =>
          this.ec2.send(
            new DescribeNetworkInterfacesCommand({
              Filters: [filter],
              NextToken: token,
            }),
          ),
      );
      found.push(...(page.NetworkInterfaces ?? []));
      next = page.NextToken;
    }
    return found;
  }
}
