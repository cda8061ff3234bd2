import { overlaps, parseIpv4Range } from '@tap/aws-facts';
import { defaultEgress, Egress, SIZES } from '..';
import {
  allDependenciesOf,
  attribute,
  propertiesOf,
  resourcesOf,
  SHAPES,
  SIZE_NAMES,
  templateOf,
} from '../__testUtils__/shapes';

const TIERS = ['Public', 'Private', 'Isolated'];

describe.each(SHAPES)('network of $size, $retention', shape => {
  const template = templateOf(shape);

  it('has public, private and isolated subnets in each pinned zone', () => {
    for (const tier of TIERS) {
      expect(
        ['A', 'B', 'C'].map(
          letter =>
            propertiesOf(template, `${tier}Subnet${letter}`).AvailabilityZone,
        ),
      ).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c']);
    }
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html
  it('assigns no public addresses, which is the default of a subnet', () => {
    const subnets = resourcesOf(template, 'AWS::EC2::Subnet');

    expect(subnets).toHaveLength(9);
    for (const { Properties } of subnets) {
      expect(Properties).not.toHaveProperty('MapPublicIpOnLaunch');
    }
  });

  it('has no internet route in the isolated subnets', () => {
    const routes = resourcesOf(template, 'AWS::EC2::Route').map(
      ({ Properties }) => Properties.RouteTableId.Ref,
    );

    expect(routes).not.toContain('IsolatedRoutes');
    expect(routes.sort()).toEqual([
      'PrivateRoutesA',
      'PrivateRoutesB',
      'PrivateRoutesC',
      'PublicRoutes',
    ]);
  });

  it('logs all traffic, encrypted with the key', () => {
    expect(propertiesOf(template, 'FlowLogs')).toMatchObject({
      TrafficType: 'ALL',
      ResourceId: { Ref: 'Vpc' },
      LogGroupName: { Ref: 'FlowLogsLogGroup' },
    });
    expect(propertiesOf(template, 'FlowLogsLogGroup').KmsKeyId).toEqual(
      attribute('Key', 'Arn'),
    );
  });

  it('has an S3 endpoint in the data route tables only, limited to the own bucket', () => {
    const endpoint = propertiesOf(template, 'BucketEndpoint');

    expect(endpoint.RouteTableIds).toEqual([{ Ref: 'IsolatedRoutes' }]);
    expect(endpoint.ServiceName).toBe('com.amazonaws.us-east-1.s3');
    expect(endpoint.PolicyDocument.Statement.Resource).toEqual([
      attribute('Bucket', 'Arn'),
      { 'Fn::Sub': '${Bucket.Arn}/*' },
    ]);
  });

  it('has a default security group without rules', () => {
    expect(
      propertiesOf(template, 'HousekeepingCloseDefaultSecurityGroup'),
    ).toMatchObject({
      GroupId: attribute('Vpc', 'DefaultSecurityGroup'),
    });
  });
});

describe('NAT gateways', () => {
  it.each([
    ['micro', 1],
    ['small', 1],
    ['medium', 3],
    ['large', 3],
  ] as const)('of %s are %d', (size, count) => {
    const template = templateOf({ size });

    expect(resourcesOf(template, 'AWS::EC2::NatGateway')).toHaveLength(count);
    expect(resourcesOf(template, 'AWS::EC2::EIP')).toHaveLength(count);
  });

  it('are shared by zones without their own gateway', () => {
    const gateways = (size: 'small' | 'large') =>
      [1, 2, 3].map(
        number =>
          propertiesOf(templateOf({ size }), `NatRoute${number}`).NatGatewayId
            .Ref,
      );

    expect(gateways('small')).toEqual(Array(3).fill('NatGateway1'));
    expect(gateways('large')).toEqual([
      'NatGateway1',
      'NatGateway2',
      'NatGateway3',
    ]);
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-eip.html
  it('depend on the internet route', () => {
    for (const size of SIZE_NAMES) {
      const template = templateOf({ size });
      for (const { id } of resourcesOf(template, 'AWS::EC2::NatGateway')) {
        expect(allDependenciesOf(template, id)).toContain('InternetAttachment');
      }
    }
  });

  it('are at most as many as zones', () => {
    const template = templateOf({
      size: 'medium',
      availabilityZones: ['us-west-1a', 'us-west-1c'],
    });

    expect(resourcesOf(template, 'AWS::EC2::NatGateway')).toHaveLength(2);
    expect(resourcesOf(template, 'AWS::EC2::Subnet')).toHaveLength(6);
  });
});

describe('egress', () => {
  it('public-ip has no NAT gateways and no internet route outside the public subnets', () => {
    const template = templateOf({ egress: 'public-ip' });

    expect(resourcesOf(template, 'AWS::EC2::NatGateway')).toEqual([]);
    expect(resourcesOf(template, 'AWS::EC2::EIP')).toEqual([]);
    expect(
      resourcesOf(template, 'AWS::EC2::Route').map(
        ({ Properties }) => Properties.RouteTableId.Ref,
      ),
    ).toEqual(['PublicRoutes']);
  });

  it('none has no way to the internet, no public subnets and no bastion', () => {
    const template = templateOf({
      egress: 'none',
      retention: 'snapshot',
      alarmTopic: true,
      size: 'medium',
    });

    for (const type of ['NatGateway', 'EIP', 'InternetGateway', 'Instance']) {
      expect(resourcesOf(template, `AWS::EC2::${type}`)).toEqual([]);
    }
    expect(resourcesOf(template, 'AWS::EC2::Route')).toEqual([]);
    expect(resourcesOf(template, 'AWS::EC2::Subnet')).toHaveLength(6);
    expect(
      Object.keys({ ...template.Resources, ...template.Outputs }).filter(id =>
        /Bastion|Public/.test(id),
      ),
    ).toEqual([]);
  });

  it('changes nothing but the way out, and roles that need a bastion', () => {
    const others = (egress: Egress) =>
      Object.entries(templateOf({ egress }).Resources).filter(
        ([id]) => !/Access(?!Logs)|Bastion|Public|Internet|^Nat/.test(id),
      );

    expect(others('public-ip')).toEqual(others('nat-gateway'));
    expect(others('none')).toEqual(others('nat-gateway'));
  });

  it.each(SIZE_NAMES)('of %s is strict unless it is set', size => {
    expect(templateOf({ size })).toEqual(
      templateOf({ size, egress: 'nat-gateway' }),
    );
  });

  it('is recommended without NAT gateways for the sizes for development', () => {
    expect(SIZE_NAMES.map(size => defaultEgress(SIZES[size]))).toEqual([
      'public-ip',
      'public-ip',
      'nat-gateway',
      'nat-gateway',
    ]);
  });
});

describe('addresses', () => {
  it('are the same for every size and do not overlap', () => {
    const cidrs = SIZE_NAMES.map(size =>
      resourcesOf(templateOf({ size }), 'AWS::EC2::Subnet').map(
        ({ Properties }) => Properties.CidrBlock,
      ),
    );

    expect(new Set(cidrs.map(c => c.join())).size).toBe(1);
    expect(cidrs[0].sort()).toEqual([
      '10.0.0.0/24',
      '10.0.1.0/24',
      '10.0.10.0/24',
      '10.0.16.0/20',
      '10.0.2.0/24',
      '10.0.32.0/20',
      '10.0.48.0/20',
      '10.0.8.0/24',
      '10.0.9.0/24',
    ]);
  });

  it('are in the configured range', () => {
    const template = templateOf({ vpcCidr: '172.20.0.0/16' });

    expect(propertiesOf(template, 'Vpc').CidrBlock).toBe('172.20.0.0/16');
    expect(propertiesOf(template, 'IsolatedSubnetA').CidrBlock).toBe(
      '172.20.8.0/24',
    );
  });

  it('of a small network do not overlap, and are reserved before the VPC is created', () => {
    const template = templateOf({
      vpcCidr: '10.64.16.0/20',
      retention: 'retain',
    });
    const cidrs = resourcesOf(template, 'AWS::EC2::Subnet').map(
      ({ Properties }) => parseIpv4Range(Properties.CidrBlock)!,
    );
    const vpc = parseIpv4Range(propertiesOf(template, 'Vpc').CidrBlock)!;

    expect(cidrs).toHaveLength(9);
    for (const cidr of cidrs) {
      expect(cidr.first).toBeGreaterThanOrEqual(vpc.first);
      expect(cidr.last).toBeLessThanOrEqual(vpc.last);
      expect(cidrs.filter(other => overlaps(cidr, other))).toEqual([cidr]);
    }
    expect(template.Resources.AddressRange).toMatchObject({
      Type: 'AWS::SSM::Parameter',
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        Name: 'TapStack-AddressRange-10.64.16.0-20',
        Value: '10.64.16.0/20',
      },
    });
    expect(template.Resources.Vpc.DependsOn).toBe('AddressRange');
    expect(templateOf().Resources).not.toHaveProperty('AddressRange');
  });
});
