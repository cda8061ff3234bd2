import { bastionUserData } from './bastionUserData';
import {
  attribute,
  propertiesOf,
  SHAPES,
  templateOf,
} from '../__testUtils__/shapes';

describe.each(SHAPES)('bastion of $size, $retention', shape => {
  const template = templateOf(shape);
  const bastion = propertiesOf(template, 'BastionInstance');

  it('has no SSH key and no public address', () => {
    expect(bastion).not.toHaveProperty('KeyName');
    expect(bastion).not.toHaveProperty('NetworkInterfaces');
    expect(bastion.SubnetId).toEqual({ Ref: 'PrivateSubnetA' });
  });

  it('requires IMDSv2 with hop limit 1', () => {
    expect(bastion.MetadataOptions).toEqual({
      HttpEndpoint: 'enabled',
      HttpPutResponseHopLimit: 1,
      HttpTokens: 'required',
    });
  });

  it('has an encrypted gp3 volume that is deleted with it', () => {
    expect(bastion.BlockDeviceMappings).toEqual([
      {
        DeviceName: '/dev/xvda',
        Ebs: {
          DeleteOnTermination: true,
          Encrypted: true,
          KmsKeyId: attribute('Key', 'Arn'),
          VolumeSize: 10,
          VolumeType: 'gp3',
        },
      },
    ]);
  });

  it('uses the pinned AMI', () => {
    expect(bastion.ImageId).toBe('ami-0123456789abcdef0');
  });

  it('depends on the internet route for its start-up script', () => {
    expect(template.Resources.BastionInstance.DependsOn).toBe('NatRoute1');
  });

  it('installs a PostgreSQL client and the CloudWatch agent', () => {
    const script = bastion.UserData['Fn::Base64']['Fn::Sub'];

    expect(script).toContain('for v in 17 18 16 15');
    expect(script).toContain('dnf install -y amazon-cloudwatch-agent');
    expect(script).toContain('{"InstanceId":"${!aws:InstanceId}"}');
    expect(script).toContain('"log_group_name":"${BastionLogGroup}"');
  });
});

describe('bastion with a public address', () => {
  const template = templateOf({ egress: 'public-ip' });
  const bastion = propertiesOf(template, 'BastionInstance');

  it('is in a public subnet, with the group that admits nothing', () => {
    expect(bastion.NetworkInterfaces).toEqual([
      {
        AssociatePublicIpAddress: true,
        DeleteOnTermination: true,
        DeviceIndex: '0',
        GroupSet: [attribute('SecurityGroupBastion', 'GroupId')],
        SubnetId: { Ref: 'PublicSubnetA' },
      },
    ]);
    expect(bastion).not.toHaveProperty('SubnetId');
    expect(bastion).not.toHaveProperty('SecurityGroupIds');
    expect(bastion).not.toHaveProperty('KeyName');
    expect(propertiesOf(template, 'SecurityGroupBastion')).not.toHaveProperty(
      'SecurityGroupIngress',
    );
  });

  it('depends on the internet route of its subnet', () => {
    expect(template.Resources.BastionInstance.DependsOn).toEqual([
      'InternetRoute',
      'PublicAssociationA',
    ]);
  });

  it('has no detailed monitoring and publishes no metrics, which cost extra', () => {
    expect(bastion.Monitoring).toBe(false);
    expect(JSON.stringify(template)).not.toMatch(
      /PutMetricData|mem_used_percent/,
    );
    expect(bastion.UserData['Fn::Base64']['Fn::Sub']).toContain(
      '"log_group_name":"${BastionLogGroup}"',
    );
  });
});

describe('start-up script', () => {
  const script = bastionUserData({
    majorVersion: '15',
    logGroupName: 'group',
    hasMetrics: true,
  });

  it('prefers the client with the version of the database', () => {
    expect(script).toContain('for v in 15 18 17 16; do');
  });

  it('configures the agent with valid JSON and the allowed namespace', () => {
    const [, json] = /<<'EOF'\n(.*)\nEOF\n/.exec(script) ?? [];

    expect(JSON.parse(json)).toMatchObject({
      metrics: { namespace: 'TAP/Bastion' },
      logs: {
        logs_collected: {
          files: { collect_list: [{ log_group_name: 'group' }] },
        },
      },
    });
  });
});
