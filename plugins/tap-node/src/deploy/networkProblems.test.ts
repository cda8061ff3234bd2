import { NetworkFacts, networkProblems } from './networkProblems';

const NETWORK = {
  vpcId: 'vpc-1',
  availabilityZones: ['eu-a', 'eu-b'],
  isolatedSubnetIds: ['subnet-a', 'subnet-b'],
  privateSubnetIds: ['subnet-p'],
};

const subnet = (SubnetId: string, AvailabilityZone: string, more = {}) => ({
  SubnetId,
  AvailabilityZone,
  VpcId: 'vpc-1',
  AvailableIpAddressCount: 250,
  ...more,
});

const GOOD: NetworkFacts = {
  vpcs: [{ VpcId: 'vpc-1' }],
  subnets: [
    subnet('subnet-a', 'eu-a'),
    subnet('subnet-b', 'eu-b'),
    subnet('subnet-p', 'eu-a'),
  ],
  bastionInterfaces: [],
  routeTables: [
    {
      Associations: [{ Main: true }],
      Routes: [{ GatewayId: 'local' }, { NatGatewayId: 'nat-1' }],
    },
  ],
};

const INTERNET = { Routes: [{ GatewayId: 'local' }, { GatewayId: 'igw-1' }] };

function problems(facts: Partial<NetworkFacts>, network = {}) {
  return networkProblems(
    { ...NETWORK, ...network },
    { ...GOOD, ...facts },
    { isolated: 2, private: 1 },
  );
}

function withSubnet(id: string, more: object) {
  return {
    subnets: GOOD.subnets.map(each =>
      each.SubnetId === id ? { ...each, ...more } : each,
    ),
  };
}

describe('networkProblems', () => {
  it('finds none in a valid network', () => {
    expect(problems({})).toEqual([]);
  });

  it.each([
    ['in another VPC', { VpcId: 'vpc-2' }],
    ['with other security groups', { Groups: [{ GroupId: 'sg-2' }] }],
    ['that does not exist', undefined],
  ])('finds a shared bastion %s', (_, more) => {
    const bastion = { instanceId: 'i-1', securityGroupId: 'sg-1' };
    const usable = { VpcId: 'vpc-1', Groups: [{ GroupId: 'sg-1' }] };
    expect(problems({ bastionInterfaces: [usable] }, { bastion })).toEqual([]);
    expect(
      problems(
        { bastionInterfaces: more ? [{ ...usable, ...more }] : [] },
        { bastion },
      ),
    ).toEqual([
      'network.bastion: vpc-1 has no instance i-1 with the security group sg-1; use an instance in this VPC and one of its security groups.',
    ]);
  });

  it('finds none if only other subnets have a route to the internet', () => {
    const routeTables = [
      ...GOOD.routeTables,
      { ...INTERNET, Associations: [{ SubnetId: 'subnet-public' }] },
    ];
    expect(problems({ routeTables })).toEqual([]);
  });

  it.each([
    [
      'a VPC that does not exist',
      { vpcs: [] },
      {},
      /^network.vpcId: there is no VPC vpc-1 .*; use /,
    ],
    [
      'a subnet that does not exist',
      { subnets: GOOD.subnets.slice(0, 2) },
      {},
      /^network.privateSubnetIds: subnet-p does not exist; use /,
    ],
    [
      'a subnet of another VPC',
      withSubnet('subnet-b', { VpcId: 'vpc-2' }),
      {},
      /^network.isolatedSubnetIds: subnet-b is in vpc-2; use a subnet of vpc-1/,
    ],
    [
      'a subnet without free addresses',
      withSubnet('subnet-a', { AvailableIpAddressCount: 1 }),
      {},
      /^network.isolatedSubnetIds: subnet-a has 1 free addresses; .* at least 2/,
    ],
    [
      'no address for the bastion',
      withSubnet('subnet-p', { AvailableIpAddressCount: 0 }),
      {},
      /^network.privateSubnetIds: subnet-p has 0 free addresses/,
    ],
    [
      'a zone other than in app-config',
      {},
      { availabilityZones: ['eu-a', 'eu-c'] },
      /^network.availabilityZones: subnet-b is in eu-b, not in eu-c; use /,
    ],
    [
      'two subnets in one zone',
      withSubnet('subnet-b', { AvailabilityZone: 'eu-a' }),
      { availabilityZones: ['eu-a', 'eu-a'] },
      /^network.isolatedSubnetIds: eu-a, eu-a are .* must be different/,
    ],
    [
      'a route to the internet of its own',
      {
        routeTables: [
          ...GOOD.routeTables,
          { ...INTERNET, Associations: [{ SubnetId: 'subnet-a' }] },
        ],
      },
      {},
      /^network.isolatedSubnetIds: subnet-a has a route to an internet gateway/,
    ],
  ])('reports %s with the rule and a fix', (_, facts, network, message) => {
    expect(problems(facts, network)).toEqual([expect.stringMatching(message)]);
  });

  it('reports both subnets whose main route table has a route to the internet', () => {
    const routeTables = [{ ...INTERNET, Associations: [{ Main: true }] }];
    expect(problems({ routeTables })).toHaveLength(2);
  });
});
