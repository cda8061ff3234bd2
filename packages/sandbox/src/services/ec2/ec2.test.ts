import {
  DescribeAvailabilityZonesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';

import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  ListStackResourcesCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { ServiceTestKit, serviceTestKit } from '../__testUtils__/services';

jest.setTimeout(180_000);

let kit: ServiceTestKit;

beforeAll(async () => {
  kit = await serviceTestKit('Database', 'Secret');
});

afterAll(() => kit.sandbox.close());

describe('EC2', () => {
  it('15.10 describes the network of a stack', async () => {
    const client = new EC2Client(kit.config);
    const Filters = [{ Name: 'vpc-id', Values: [kit.outputs.Vpc] }];

    await expect(
      client.send(new DescribeVpcsCommand({ VpcIds: [kit.outputs.Vpc] })),
    ).resolves.toMatchObject({
      Vpcs: [{ CidrBlock: '10.0.0.0/16', IsDefault: false }],
    });
    const { Subnets } = await client.send(
      new DescribeSubnetsCommand({ Filters }),
    );
    expect(Subnets?.map(each => each.AvailabilityZone).sort()).toEqual([
      'us-east-1a',
      'us-east-1b',
    ]);
    await expect(
      client.send(new DescribeRouteTablesCommand({ Filters })),
    ).resolves.toMatchObject({
      RouteTables: [{ Associations: [{ SubnetId: kit.outputs.Subnet }] }],
    });
    await expect(
      client.send(new DescribeVpcEndpointsCommand({ Filters })),
    ).resolves.toMatchObject({
      VpcEndpoints: [{ ServiceName: 'com.amazonaws.us-east-1.s3' }],
    });
  });

  it('15.11 describes security groups, including the default one', async () => {
    const { SecurityGroups } = await new EC2Client(kit.config).send(
      new DescribeSecurityGroupsCommand({}),
    );
    expect(SecurityGroups).toMatchObject([
      {
        GroupId: kit.outputs.Group,
        IpPermissions: [
          {
            FromPort: 5432,
            IpRanges: [{ CidrIp: '10.0.0.0/16', Description: 'from the VPC' }],
          },
        ],
        IpPermissionsEgress: [{ IpProtocol: '-1' }],
      },
      {
        GroupName: 'default',
        IpPermissions: [
          { UserIdGroupPairs: [{ GroupId: expect.any(String) }] },
        ],
      },
    ]);
  });

  it('15.17 finds the groups whose rules reference a group', async () => {
    const client = new EC2Client(kit.config);
    const cloudFormation = new CloudFormationClient(kit.config);
    const StackName = 'a-neighbour';
    const group = (rules: object) => ({
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'Neighbour',
        VpcId: kit.outputs.Vpc,
        ...rules,
      },
    });
    const rule = { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 };
    await cloudFormation.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: JSON.stringify({
          Resources: {
            In: group({
              SecurityGroupIngress: [
                { ...rule, SourceSecurityGroupId: kit.outputs.Group },
              ],
            }),
            Out: group({}),
            OutRule: {
              Type: 'AWS::EC2::SecurityGroupEgress',
              Properties: {
                ...rule,
                GroupId: { Ref: 'Out' },
                DestinationSecurityGroupId: kit.outputs.Group,
              },
            },
          },
        }),
      }),
    );
    await waitUntilStackCreateComplete(
      { client: cloudFormation, maxWaitTime: 60, minDelay: 1 },
      { StackName },
    );
    const { StackResourceSummaries } = await cloudFormation.send(
      new ListStackResourcesCommand({ StackName }),
    );
    const idOf = (logicalId: string) =>
      StackResourceSummaries?.find(
        ({ LogicalResourceId }) => LogicalResourceId === logicalId,
      )?.PhysicalResourceId;
    const naming = async (Name: string) => {
      const { SecurityGroups } = await client.send(
        new DescribeSecurityGroupsCommand({
          Filters: [{ Name, Values: [kit.outputs.Group] }],
        }),
      );
      return SecurityGroups?.map(({ GroupId }) => GroupId);
    };
    await expect(naming('ip-permission.group-id')).resolves.toEqual([
      idOf('In'),
    ]);
    await expect(naming('egress.ip-permission.group-id')).resolves.toEqual([
      idOf('Out'),
    ]);
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete(
      { client: cloudFormation, maxWaitTime: 60, minDelay: 1 },
      { StackName },
    );
  });

  it('15.18 counts the free addresses of a subnet', async () => {
    const client = new EC2Client(kit.config);
    const SubnetIds = [kit.outputs.Subnet];
    const free = async () => {
      const { Subnets } = await client.send(
        new DescribeSubnetsCommand({ SubnetIds }),
      );
      return Subnets?.[0].AvailableIpAddressCount;
    };
    // A /24 without five reserved addresses and that of the bastion.
    expect(await free()).toBe(250);
    const world = kit.sandbox.world('111122223333', 'us-east-1');
    world.put('network-interface', 'eni-1', {
      NetworkInterfaceId: 'eni-1',
      SubnetId: kit.outputs.Subnet,
      Groups: [],
    });
    expect(await free()).toBe(249);
    world.remove('network-interface', 'eni-1');
  });

  it('15.12 describes the network interfaces of a group', async () => {
    const { NetworkInterfaces } = await new EC2Client(kit.config).send(
      new DescribeNetworkInterfacesCommand({
        Filters: [{ Name: 'group-id', Values: [kit.outputs.Group] }],
      }),
    );
    expect(NetworkInterfaces).toContainEqual(
      expect.objectContaining({
        Attachment: expect.objectContaining({
          InstanceId: kit.outputs.Bastion,
        }),
        Groups: [{ GroupId: kit.outputs.Group }],
        Status: 'in-use',
      }),
    );
  });

  it('describes instances', async () => {
    await expect(
      new EC2Client(kit.config).send(
        new DescribeInstancesCommand({ InstanceIds: [kit.outputs.Bastion] }),
      ),
    ).resolves.toMatchObject({
      Reservations: [
        {
          Instances: [
            {
              State: { Name: 'running' },
              SubnetId: kit.outputs.Subnet,
              Placement: { AvailabilityZone: 'us-east-1a' },
            },
          ],
        },
      ],
    });
  });

  it('15.42 describes the zones that offer an instance type', async () => {
    const client = new EC2Client(kit.config);
    kit.sandbox.settings.withheldOffers = [
      { zone: 'us-east-1c', instanceType: 't4g.micro' },
    ];
    const { InstanceTypeOfferings } = await client.send(
      new DescribeInstanceTypeOfferingsCommand({
        LocationType: 'availability-zone',
        Filters: [{ Name: 'instance-type', Values: ['t4g.micro'] }],
      }),
    );
    kit.sandbox.settings.withheldOffers = [];
    const letters = InstanceTypeOfferings!.map(({ Location }) =>
      Location!.slice(-1),
    );
    expect(letters.join('')).toBe('abdef');
  });

  it('15.13 describes zones, images and prefix lists', async () => {
    const client = new EC2Client(kit.config);
    const { AvailabilityZones } = await client.send(
      new DescribeAvailabilityZonesCommand({
        Filters: [{ Name: 'state', Values: ['available'] }],
      }),
    );
    expect(AvailabilityZones?.map(({ ZoneName }) => ZoneName)).toContain(
      'us-east-1f',
    );
    expect(AvailabilityZones?.[0].State).toBe('available');
    expect(AvailabilityZones?.[2].ZoneId).toBe('use1-az3');
    await expect(
      client.send(
        new DescribeImagesCommand({
          Filters: [{ Name: 'architecture', Values: ['arm64'] }],
        }),
      ),
    ).resolves.toMatchObject({ Images: [{ State: 'available' }, {}] });
    await expect(
      client.send(
        new DescribeManagedPrefixListsCommand({
          Filters: [{ Name: 'prefix-list-name', Values: ['*.s3'] }],
        }),
      ),
    ).resolves.toMatchObject({
      PrefixLists: [{ PrefixListName: 'com.amazonaws.us-east-1.s3' }],
    });
  });

  it('15.14 rejects unknown IDs and unknown filters', async () => {
    const client = new EC2Client(kit.config);
    await expect(
      client.send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-0'] })),
    ).rejects.toMatchObject({ name: 'InvalidSubnetID.NotFound' });
    await expect(
      client.send(
        new DescribeVpcsCommand({
          Filters: [{ Name: 'colour', Values: ['x'] }],
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('returns a list in pages', async () => {
    const client = new EC2Client(kit.config);
    const first = await client.send(
      new DescribeSubnetsCommand({ MaxResults: 1 }),
    );
    const second = await client.send(
      new DescribeSubnetsCommand({ MaxResults: 1, NextToken: first.NextToken }),
    );
    expect(first.Subnets).toHaveLength(1);
    expect(second.Subnets).toHaveLength(1);
    expect(second.NextToken).toBeUndefined();
    expect(second.Subnets![0].SubnetId).not.toBe(first.Subnets![0].SubnetId);
  });
});
