import {
  EXISTING_NETWORK,
  Json,
  propertiesOf,
  resourcesOf,
  SHAPES,
  Template,
  templateOf,
} from '../__testUtils__/shapes';

const NETWORK_TYPES = [
  'VPC',
  'Subnet',
  'Route',
  'RouteTable',
  'SubnetRouteTableAssociation',
  'InternetGateway',
  'VPCGatewayAttachment',
  'NatGateway',
  'EIP',
  'VPCEndpoint',
  'FlowLog',
].map(name => `AWS::EC2::${name}`);

/** The values that replace references to network resources. */
const OWN_NETWORK: Record<string, string> = {
  Vpc: EXISTING_NETWORK.vpcId,
  ...Object.fromEntries(
    ['A', 'B', 'C'].flatMap((letter, index) => [
      [`IsolatedSubnet${letter}`, EXISTING_NETWORK.isolatedSubnetIds[index]],
      [`PrivateSubnet${letter}`, EXISTING_NETWORK.privateSubnetIds[index]],
    ]),
  ),
};

/**
 * The resources outside the network, with references to it resolved. Two
 * differ: the bastion has no dependency on the internet route, and housekeeping
 * has no default security group to close.
 */
function othersOf(template: Template, network: Record<string, string>) {
  const resources = Object.entries(template.Resources)
    .filter(
      ([id, { Type }]) =>
        !NETWORK_TYPES.includes(Type) &&
        !id.startsWith('FlowLogs') &&
        id !== 'HousekeepingCloseDefaultSecurityGroup',
    )
    .map(([id, resource]) => {
      const { DependsOn, ...bastion } = resource;
      return [id, id === 'BastionInstance' ? bastion : resource];
    });
  const copy = JSON.parse(
    JSON.stringify(Object.fromEntries(resources), (_, value) =>
      value?.Ref in network ? network[value.Ref] : value,
    ),
  );
  const [policy] = copy.HousekeepingRole.Properties.Policies;
  policy.PolicyDocument.Statement = policy.PolicyDocument.Statement.filter(
    ({ Action }: Json) => !Action.includes('ec2:RevokeSecurityGroupEgress'),
  );
  return copy;
}

describe.each(SHAPES)('existing network, $size, $retention', shape => {
  const template = templateOf({ ...shape, network: EXISTING_NETWORK });

  it('creates and changes no network resource', () => {
    expect(NETWORK_TYPES.flatMap(type => resourcesOf(template, type))).toEqual(
      [],
    );
    expect(template.Resources).not.toHaveProperty(
      'HousekeepingCloseDefaultSecurityGroup',
    );
  });

  it('puts the databases into the isolated subnets', () => {
    expect(propertiesOf(template, 'DatabaseSubnetGroup').SubnetIds).toEqual(
      EXISTING_NETWORK.isolatedSubnetIds,
    );
  });

  it('puts the bastion into the first private subnet', () => {
    expect(propertiesOf(template, 'BastionInstance').SubnetId).toBe(
      EXISTING_NETWORK.privateSubnetIds[0],
    );
  });

  it('puts the three security groups into the VPC', () => {
    const groups = resourcesOf(template, 'AWS::EC2::SecurityGroup');

    expect(groups).toHaveLength(3);
    expect(new Set(groups.map(({ Properties }) => Properties.VpcId))).toEqual(
      new Set([EXISTING_NETWORK.vpcId]),
    );
  });

  it('has the VPC and its subnets in the outputs', () => {
    expect(template.Outputs).toMatchObject({
      VpcId: { Value: EXISTING_NETWORK.vpcId },
      IsolatedSubnetIds: {
        Value: EXISTING_NETWORK.isolatedSubnetIds.join(),
      },
      PrivateSubnetIds: { Value: EXISTING_NETWORK.privateSubnetIds.join() },
    });
    expect(template.Outputs).not.toHaveProperty('PublicSubnetIds');
  });

  it('gives housekeeping no permissions for security groups', () => {
    expect(
      JSON.stringify(propertiesOf(template, 'HousekeepingRole')),
    ).not.toContain('ec2:');
  });

  it('has the same other properties as with its own network', () => {
    const own = othersOf(templateOf(shape), OWN_NETWORK);

    expect(othersOf(template, {})).toEqual(own);
  });
});

describe('existing network with a shared bastion', () => {
  const bastion = {
    instanceId: 'i-0123456789abcdef0',
    securityGroupId: 'sg-0123456789abcdef0',
  };
  const template = templateOf({ network: { ...EXISTING_NETWORK, bastion } });

  it('has no bastion of its own and admits the shared one', () => {
    expect(Object.keys(template.Resources)).not.toContain('BastionInstance');
    expect(Object.keys(template.Resources)).not.toContain(
      'SecurityGroupBastion',
    );
    expect(
      propertiesOf(template, 'SecurityGroupDatabaseFromBastion'),
    ).toMatchObject({
      SourceSecurityGroupId: bastion.securityGroupId,
      FromPort: 5432,
      ToPort: 5432,
    });
  });

  it('has the shared bastion in its outputs', () => {
    expect(template.Outputs).toMatchObject({
      BastionInstanceId: { Value: bastion.instanceId },
      BastionSecurityGroupId: { Value: bastion.securityGroupId },
    });
  });

  it('can be without any bastion', () => {
    const none = templateOf({ network: EXISTING_NETWORK, egress: 'none' });

    expect(
      Object.keys({ ...none.Resources, ...none.Outputs }).filter(id =>
        id.includes('Bastion'),
      ),
    ).toEqual([]);
  });
});
