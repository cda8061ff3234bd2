import { criticalPath } from './criticalPath';
import { INSTANCE_SECONDS } from './instanceSeconds';
import { typicalDurations } from './typicalDurations';

const TEMPLATE = {
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC' },
    Gateway: {
      Type: 'AWS::EC2::NatGateway',
      Properties: { VpcId: { Ref: 'Vpc' } },
    },
    Profile: { Type: 'AWS::IAM::InstanceProfile' },
    Database: {
      Type: 'AWS::RDS::DBInstance',
      DeletionPolicy: 'Snapshot',
      DependsOn: 'Profile',
      Properties: { MultiAZ: true },
    },
    Replica: {
      Type: 'AWS::RDS::DBInstance',
      DeletionPolicy: 'Delete',
      Properties: {
        SourceDBInstanceIdentifier: { 'Fn::GetAtt': ['Database', 'Arn'] },
        MonitoringInterval: 60,
      },
    },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Dimension: { 'Fn::Sub': '${Replica}-lag' } },
    },
    Key: { Type: 'AWS::KMS::Key', DeletionPolicy: 'RetainExceptOnCreate' },
  },
};

describe('criticalPath', () => {
  it('of a creation is the slowest chain of resources that wait for each other', () => {
    expect(criticalPath(TEMPLATE, 'create')).toEqual({
      logicalIds: ['Profile', 'Database', 'Replica', 'Alarm'],
      seconds:
        typicalDurations('AWS::IAM::InstanceProfile').create +
        INSTANCE_SECONDS.createMultiAz +
        INSTANCE_SECONDS.createReplica +
        INSTANCE_SECONDS.modify +
        typicalDurations('AWS::CloudWatch::Alarm').create,
    });
  });

  it('of a deletion goes the other way and contains the final snapshot', () => {
    expect(criticalPath(TEMPLATE, 'delete')).toEqual({
      logicalIds: ['Alarm', 'Replica', 'Database', 'Profile'],
      seconds:
        typicalDurations('AWS::CloudWatch::Alarm').delete +
        INSTANCE_SECONDS.delete +
        INSTANCE_SECONDS.finalSnapshot +
        INSTANCE_SECONDS.delete +
        typicalDurations('AWS::IAM::InstanceProfile').delete,
    });
  });

  it('of a deletion takes no time for resources that are kept', () => {
    const { Key } = TEMPLATE.Resources;
    expect(criticalPath({ Resources: { Key } }, 'delete').seconds).toBe(0);
    expect(
      criticalPath({ Resources: { Key } }, 'create').seconds,
    ).toBeGreaterThan(0);
  });

  it('of a template without resources is empty', () => {
    expect(criticalPath({}, 'create')).toEqual({ logicalIds: [], seconds: 0 });
  });
});

describe('typicalDurations', () => {
  it('treat all custom resources alike', () => {
    expect(typicalDurations('Custom::EmptyBucket')).toBe(
      typicalDurations('AWS::CloudFormation::CustomResource'),
    );
  });
});
