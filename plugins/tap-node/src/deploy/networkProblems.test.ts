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
  it('finds none in a network that will do', () => {
    expect(problems({})).toEqual([]);
  });

  it('finds none where only other subnets lead to the internet', () => {
    const routeTables = [
      ...GOOD.routeTables,
      { ...INTERNET, Associations: [{ SubnetId: 'subnet-public' }] },
    ];
    expect(problems({ routeTables })).toEqual([]);
  });

  it.each([
    [
      'a VPC that is not there',
      { vpcs: [] },
      {},
      /^network.vpcId: there is no VPC vpc-1 .* would pass/,
    ],
    [
      'a subnet that is not there',
      { subnets: GOOD.subnets.slice(0, 2) },
      {},
      /^network.privateSubnetIds: subnet-p does not exist; .* would pass/,
    ],
    [
      'a subnet of another VPC',
      withSubnet('subnet-b', { VpcId: 'vpc-2' }),
      {},
      /^network.isolatedSubnetIds: subnet-b is in vpc-2; a subnet of vpc-1/,
    ],
    [
      'a subnet that is full',
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
      'a zone that app-config does not tell',
      {},
      { availabilityZones: ['eu-a', 'eu-c'] },
      /^network.availabilityZones: subnet-b is in eu-b, not in eu-c; .* would pass/,
    ],
    [
      'two subnets in one zone',
      withSubnet('subnet-b', { AvailabilityZone: 'eu-a' }),
      { availabilityZones: ['eu-a', 'eu-a'] },
      /^network.isolatedSubnetIds: eu-a, eu-a are .* no two may be the same/,
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
  ])('names %s, the rule and what would pass', (_, facts, network, message) => {
    expect(problems(facts, network)).toEqual([expect.stringMatching(message)]);
  });

  it('names both subnets that the main route table leads to the internet', () => {
    const routeTables = [{ ...INTERNET, Associations: [{ Main: true }] }];
    expect(problems({ routeTables })).toHaveLength(2);
  });
});
