import {
  attribute,
  EXISTING_NETWORK,
  propertiesOf,
  resourcesOf,
  SHAPES,
  templateOf,
} from '../__testUtils__/shapes';

const groupOf = (name: string) => attribute(`SecurityGroup${name}`, 'GroupId');

const DATABASE = groupOf('Database');

const NOTHING = {
  CidrIp: '255.255.255.255/32',
  Description: 'None',
  FromPort: 252,
  IpProtocol: 'icmp',
  ToPort: 86,
};

describe.each(SHAPES)('security groups of $size, $retention', shape => {
  const template = templateOf(shape);

  it('are application, database and bastion', () => {
    expect(
      resourcesOf(template, 'AWS::EC2::SecurityGroup').map(({ id }) => id),
    ).toEqual([
      'SecurityGroupDatabase',
      'SecurityGroupApplication',
      'SecurityGroupBastion',
    ]);
  });

  it('allow only port 5432 from application and bastion to the database', () => {
    for (const { Properties } of resourcesOf(
      template,
      'AWS::EC2::SecurityGroup',
    )) {
      expect(Properties).not.toHaveProperty('SecurityGroupIngress');
    }
    expect(
      resourcesOf(template, 'AWS::EC2::SecurityGroupIngress').map(
        ({ Properties }) => [
          Properties.GroupId,
          Properties.SourceSecurityGroupId,
          Properties.IpProtocol,
          Properties.FromPort,
          Properties.ToPort,
        ],
      ),
    ).toEqual([
      [DATABASE, groupOf('Application'), 'tcp', 5432, 5432],
      [DATABASE, groupOf('Bastion'), 'tcp', 5432, 5432],
    ]);
  });

  it('allow no other egress of database and application', () => {
    expect(
      propertiesOf(template, 'SecurityGroupDatabase').SecurityGroupEgress,
    ).toEqual([NOTHING]);
    expect(
      propertiesOf(template, 'SecurityGroupApplication').SecurityGroupEgress,
    ).toEqual([
      {
        Description: 'PostgreSQL',
        DestinationSecurityGroupId: DATABASE,
        FromPort: 5432,
        IpProtocol: 'tcp',
        ToPort: 5432,
      },
    ]);
  });

  it('are attached to database, replicas and bastion', () => {
    for (const { Properties } of resourcesOf(
      template,
      'AWS::RDS::DBInstance',
    )) {
      expect(Properties.VPCSecurityGroups).toEqual([DATABASE]);
    }
    expect(propertiesOf(template, 'BastionInstance').SecurityGroupIds).toEqual([
      groupOf('Bastion'),
    ]);
  });

  it('allow egress of the database to S3 on port 443 if the prefix list is set', () => {
    const withS3 = templateOf({ ...shape, s3PrefixListId: 'pl-63a5400a' });

    expect(
      propertiesOf(withS3, 'SecurityGroupDatabase').SecurityGroupEgress,
    ).toEqual([
      {
        DestinationPrefixListId: 'pl-63a5400a',
        Description: 'Import from and export to S3',
        FromPort: 443,
        IpProtocol: 'tcp',
        ToPort: 443,
      },
    ]);
  });
});

describe('other sources that reach the database', () => {
  const sources = ['10.40.0.0/16', 'pl-63a5400a', 'sg-0123456789abcdef0'];
  const template = templateOf({
    network: EXISTING_NETWORK,
    reachableFrom: sources,
  });

  it('get port 5432 only', () => {
    const port = { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 };

    expect(
      propertiesOf(template, 'SecurityGroupDatabase').SecurityGroupIngress,
    ).toEqual([
      { ...port, CidrIp: '10.40.0.0/16' },
      { ...port, SourcePrefixListId: 'pl-63a5400a' },
      { ...port, SourceSecurityGroupId: 'sg-0123456789abcdef0' },
    ]);
  });

  it('are in an output, and change nothing else', () => {
    const before = templateOf({ network: EXISTING_NETWORK });
    const { SecurityGroupIngress, ...group } = propertiesOf(
      template,
      'SecurityGroupDatabase',
    );

    expect(template.Outputs.DatabaseReachableFrom.Value).toBe(sources.join());
    expect(before.Outputs).not.toHaveProperty('DatabaseReachableFrom');
    expect(group).toEqual(propertiesOf(before, 'SecurityGroupDatabase'));
    expect({
      ...template.Resources,
      SecurityGroupDatabase: before.Resources.SecurityGroupDatabase,
    }).toEqual(before.Resources);
  });
});
