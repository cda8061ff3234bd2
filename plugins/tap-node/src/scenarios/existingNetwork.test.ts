import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import {
  CreateStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import {
  all,
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';

jest.setTimeout(180_000);

const ZONES = ['us-east-1a', 'us-east-1b'];
const NETWORK_KINDS =
  /AWS::EC2::(VPC|Subnet|Route|RouteTable|SubnetRouteTableAssociation|InternetGateway|NatGateway|EIP|VPCEndpoint|FlowLog|SecurityGroup|SecurityGroupIngress|SecurityGroupEgress)$|network-interface$/;

/** An existing network: isolated subnets in two zones, a third in the first zone, and one for the bastion. */
const NETWORK = {
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } },
    IsolatedA: subnet('10.9.0.0/24', ZONES[0]),
    IsolatedB: subnet('10.9.1.0/24', ZONES[1]),
    AlsoInA: subnet('10.9.2.0/24', ZONES[0]),
    Private: subnet('10.9.3.0/24', ZONES[0]),
    Tiny: subnet('10.9.4.0/28', ZONES[1]),
    Public: subnet('10.9.5.0/24', ZONES[1]),
    Internet: { Type: 'AWS::EC2::InternetGateway' },
    PublicTable: {
      Type: 'AWS::EC2::RouteTable',
      Properties: { VpcId: { Ref: 'Vpc' } },
    },
    PublicRoute: {
      Type: 'AWS::EC2::Route',
      Properties: {
        RouteTableId: { Ref: 'PublicTable' },
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: { Ref: 'Internet' },
      },
    },
    PublicAssociation: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: {
        RouteTableId: { Ref: 'PublicTable' },
        SubnetId: { Ref: 'Public' },
      },
    },
    SharedGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { VpcId: { Ref: 'Vpc' }, GroupDescription: 'Bastion' },
    },
    SharedBastion: {
      Type: 'AWS::EC2::Instance',
      Properties: {
        ImageId: 'ami-0123456789abcdef0',
        SubnetId: { Ref: 'Private' },
        SecurityGroupIds: [{ Ref: 'SharedGroup' }],
      },
    },
    Elsewhere: {
      Type: 'AWS::EC2::VPC',
      Properties: { CidrBlock: '10.8.0.0/16' },
    },
    OtherGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { VpcId: { Ref: 'Elsewhere' }, GroupDescription: 'Other' },
    },
    OfElsewhere: {
      Type: 'AWS::EC2::Subnet',
      Properties: {
        VpcId: { Ref: 'Elsewhere' },
        CidrBlock: '10.8.0.0/24',
        AvailabilityZone: ZONES[1],
      },
    },
  },
  Outputs: Object.fromEntries(
    [
      'Vpc',
      'IsolatedA',
      'IsolatedB',
      'AlsoInA',
      'Private',
      'Tiny',
      'Public',
      'OfElsewhere',
      'OtherGroup',
      'SharedGroup',
      'SharedBastion',
    ].map(name => [name, { Value: { Ref: name } }]),
  ),
};

function subnet(CidrBlock: string, AvailabilityZone: string) {
  return {
    Type: 'AWS::EC2::Subnet',
    Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock, AvailabilityZone },
  };
}

describe('an environment in an existing network', () => {
  let account: TestAccount;
  let ids: Record<string, string>;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 2_000,
      stackModule: '@tap/stack/module',
    });
    ids = await deployed('company-network', NETWORK);
  });
  afterAll(async () => {
    await account.stop();
  });

  async function deployed(name: string, template: object) {
    const aws = account.cloudFormation();
    await aws.send(
      new CreateStackCommand({
        StackName: name,
        TemplateBody: JSON.stringify(template),
      }),
    );
    await account.settledStack(name);
    const { Stacks } = await aws.send(
      new DescribeStacksCommand({ StackName: name }),
    );
    return Object.fromEntries(
      (Stacks![0].Outputs ?? []).map(({ OutputKey, OutputValue }) => [
        OutputKey!,
        OutputValue!,
      ]),
    );
  }

  /** An engine whose target uses the network, with the changes of the test. */
  function engineIn(network: object = {}, target: object = {}) {
    return account.engine({
      target: {
        ...target,
        network: {
          vpcId: ids.Vpc,
          availabilityZones: ZONES,
          isolatedSubnetIds: [ids.IsolatedA, ids.IsolatedB],
          privateSubnetIds: [ids.Private],
          ...network,
        },
      },
    }).engine;
  }

  function networkObjects() {
    const { objects } = account.sandbox.state();
    return Object.entries(objects)
      .filter(([kind, found]) => NETWORK_KINDS.test(kind) && found.length > 0)
      .map(([kind, found]) => [kind, [...found].sort()]);
  }

  it('is created in it, creates no network, and does not change it', async () => {
    const before = networkObjects();
    const engine = engineIn();
    const { environment } = await end(
      engine.run(
        'deploy',
        request('guest', { size: 'small' }),
        account.by('jo', { createOnly: true }),
      ),
    );
    expect(environment.outputs).toMatchObject({
      VpcId: ids.Vpc,
      IsolatedSubnetIds: `${ids.IsolatedA},${ids.IsolatedB}`,
    });
    const { StackResourceSummaries } = await account
      .cloudFormation()
      .send(new ListStackResourcesCommand({ StackName: 'TapStack-guest' }));
    const types = new Set(
      StackResourceSummaries!.map(({ ResourceType }) => ResourceType!),
    );
    expect(types).toContain('AWS::RDS::DBInstance');
    expect([...types].filter(type => NETWORK_KINDS.test(type)).sort()).toEqual([
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::SecurityGroupIngress',
    ]);
    await end(
      engine.run(
        'teardown',
        confirmed({ suffix: 'guest', target: 'sandbox' }),
        { token: account.token() },
      ),
    );
    expect(account.statuses('guest')).toEqual(['DELETE_COMPLETE']);
    expect(networkObjects()).toEqual(before);
  });

  it('shares a bastion', async () => {
    const bastion = {
      instanceId: ids.SharedBastion,
      securityGroupId: ids.SharedGroup,
    };
    const { environment } = await end(
      engineIn({ bastion }).run(
        'deploy',
        request('sharing', { size: 'micro' }),
        account.by('jo', { createOnly: true }),
      ),
    );
    expect(environment.outputs).toMatchObject({
      BastionInstanceId: ids.SharedBastion,
      BastionSecurityGroupId: ids.SharedGroup,
    });
    const { StackResourceSummaries } = await account
      .cloudFormation()
      .send(new ListStackResourcesCommand({ StackName: 'TapStack-sharing' }));
    expect(
      StackResourceSummaries!.filter(
        ({ ResourceType }) => ResourceType === 'AWS::EC2::Instance',
      ),
    ).toEqual([]);
    // Pinned, whatever the target has by now.
    const changed = await end(
      engineIn().run(
        'deploy',
        request('sharing', { size: 'micro', backupRetentionDays: 9 }),
        account.by('jo'),
      ),
    );
    expect(changed.environment.outputs).toMatchObject({
      BastionInstanceId: ids.SharedBastion,
    });
    await end(
      engineIn().run(
        'teardown',
        confirmed({ suffix: 'sharing', target: 'sandbox' }),
        {
          token: account.token(),
        },
      ),
    );
  });

  it.each([
    [
      'a VPC that does not exist',
      () => ({ vpcId: 'vpc-0123456789abcdef0' }),
      /network.vpcId: there is no VPC vpc-0123456789abcdef0/,
    ],
    [
      'a subnet that does not exist',
      () => ({ privateSubnetIds: ['subnet-0123456789abcdef0'] }),
      /privateSubnetIds: subnet-0123456789abcdef0 does not exist/,
    ],
    [
      'a shared bastion that does not exist',
      () => ({
        bastion: {
          instanceId: 'i-0123456789abcdef0',
          securityGroupId: ids.SharedGroup,
        },
      }),
      /network.bastion: vpc-\S+ has no instance i-0123456789abcdef0 with the security group sg-/,
    ],
    [
      'a subnet of another VPC',
      () => ({ isolatedSubnetIds: [ids.IsolatedA, ids.OfElsewhere] }),
      /isolatedSubnetIds: subnet-\S+ is in vpc-/,
    ],
    [
      'two subnets in one zone',
      () => ({ isolatedSubnetIds: [ids.IsolatedA, ids.AlsoInA] }),
      /availability zones, which must be different/,
    ],
    [
      'subnets in a different order than their zones',
      () => ({ isolatedSubnetIds: [ids.IsolatedB, ids.IsolatedA] }),
      /is in us-east-1b, not in us-east-1a/,
    ],
    [
      'a subnet without free addresses',
      () => {
        crowd(ids.Tiny, 10);
        return { isolatedSubnetIds: [ids.IsolatedA, ids.Tiny] };
      },
      /has 1 free addresses; use a subnet with at least 2/,
    ],
    [
      'a subnet with a route to the internet',
      () => ({ isolatedSubnetIds: [ids.IsolatedA, ids.Public] }),
      /has a route to an internet gateway/,
    ],
  ])('rejects %s, before creation', async (_, network, message) => {
    const engine = engineIn(network());
    account.sandbox.calls.reset();
    const wanted = request('refused');
    for (const refused of [
      () => engine.plan(wanted, { owner: 'user:default/jo' }),
      () => all(engine.run('deploy', wanted, account.by('jo'))),
      () =>
        all(
          engine.run('deploy', wanted, account.by('jo', { createOnly: true })),
        ),
    ]) {
      await expect(refused()).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(message),
      });
    }
    expect(account.sandbox.calls.total('cloudformation:CreateStack')).toBe(0);
    expect(account.statuses('refused')).toEqual([]);
  });

  it('admits the security groups and ranges of reachableFrom, and rejects unknown groups before creation', async () => {
    const sources = ['10.40.0.0/16', ids.SharedGroup];
    const deploy = (reachableFrom: string[], more: object = {}) =>
      end(
        engineIn({}, { reachableFrom }).run(
          'deploy',
          request('reached', { size: 'micro', ...more }),
          account.by('jo'),
        ),
      );
    for (const unknown of ['sg-0123456789abcdef0', ids.OtherGroup]) {
      await expect(deploy([unknown])).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(
          `reachableFrom: ${ids.Vpc} has no security group ${unknown}; use a group of this VPC`,
        ),
      });
    }
    expect(account.statuses('reached')).toEqual([]);

    const { environment } = await deploy(sources);
    expect(environment.outputs).toMatchObject({
      DatabaseReachableFrom: sources.join(),
    });
    const admitted = async () => {
      const { SecurityGroups } = await account.ec2().send(
        new DescribeSecurityGroupsCommand({
          GroupIds: [environment.outputs!.DatabaseSecurityGroupId!],
        }),
      );
      return SecurityGroups![0].IpPermissions!.flatMap(
        ({ FromPort, IpRanges, UserIdGroupPairs }) => [
          ...IpRanges!.map(({ CidrIp }) => `${FromPort} ${CidrIp}`),
          ...UserIdGroupPairs!.map(({ GroupId }) => `${FromPort} ${GroupId}`),
        ],
      );
    };
    expect(await admitted()).toEqual(
      expect.arrayContaining(sources.map(source => `5432 ${source}`)),
    );

    // A change of the target reaches it with its next update.
    await deploy(['10.41.0.0/16'], { backupRetentionDays: 9 });
    const later = await admitted();
    expect(later).toContain('5432 10.41.0.0/16');
    expect(later).not.toContain('5432 10.40.0.0/16');
    await end(
      engineIn().run(
        'teardown',
        confirmed({ suffix: 'reached', target: 'sandbox' }),
        { token: account.token() },
      ),
    );
  });

  it('rejects a size that needs more zones than the network has, with a valid one', async () => {
    const engine = engineIn();
    await expect(
      engine.plan(request('refused', { size: 'large' }), {
        owner: 'user:default/jo',
      }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^size: 'large' needs subnets in 3 availability zones.* in 2 .*for example size: micro/,
      ),
    });
  });

  it('has a plan with its price without a network', async () => {
    const own = await account.engine().engine.price('sandbox', 'small');
    const guest = await engineIn().price('sandbox', 'small');
    expect(guest!.monthlyUsd).toBeLessThan(own!.monthlyUsd);
  });

  /** Creates network interfaces of other users in a subnet. */
  function crowd(SubnetId: string, count: number) {
    const world = account.sandbox.world('000000000000', 'us-east-1');
    for (let index = 0; index < count; index += 1) {
      const NetworkInterfaceId = `eni-${index}`;
      world.put('network-interface', NetworkInterfaceId, {
        NetworkInterfaceId,
        SubnetId,
        VpcId: ids.Vpc,
        Groups: [],
      });
    }
  }
});
