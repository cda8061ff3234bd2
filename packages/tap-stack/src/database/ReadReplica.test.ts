import { roundsOfCreation } from '@tap/aws-facts';
import { SIZES } from '..';
import {
  propertiesOf,
  resourcesOf,
  SHAPES,
  templateOf,
} from '../__testUtils__/shapes';

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html */
const NOT_INHERITED = [
  'AutoMinorVersionUpgrade',
  'CACertificateIdentifier',
  'CopyTagsToSnapshot',
  'DBInstanceClass',
  'EnableCloudwatchLogsExports',
  'EnableIAMDatabaseAuthentication',
  'EnablePerformanceInsights',
  'EngineVersion',
  'MaxAllocatedStorage',
  'MonitoringInterval',
  'MonitoringRoleArn',
  'PerformanceInsightsKMSKeyId',
  'PreferredBackupWindow',
  'PreferredMaintenanceWindow',
  'PubliclyAccessible',
  'StorageType',
  'VPCSecurityGroups',
];

const INHERITED = [
  'AllocatedStorage',
  'DBName',
  'DBParameterGroupName',
  'DBSubnetGroupName',
  'Engine',
  'KmsKeyId',
  'MasterUserPassword',
  'MasterUsername',
  'StorageEncrypted',
];

describe.each(SHAPES)('read replicas of $size, $retention', shape => {
  const template = templateOf(shape);
  const primary = propertiesOf(template, 'DatabaseInstance');
  const replicas = resourcesOf(template, 'AWS::RDS::DBInstance').filter(
    ({ Properties }) => Properties.SourceDBInstanceIdentifier,
  );

  it('have the number of the size, each in its own zone', () => {
    expect(replicas).toHaveLength(SIZES[shape.size].readReplicas);
    const zones = [primary, ...replicas.map(r => r.Properties)]
      .map(({ AvailabilityZone }) => AvailabilityZone)
      .filter(zone => zone !== undefined);
    expect(new Set(zones).size).toBe(zones.length);
    expect(
      replicas.map(({ Properties }) => Properties.AvailabilityZone),
    ).toEqual(['us-east-1b', 'us-east-1c'].slice(0, replicas.length));
  });

  it('replicate the primary and are named after it', () => {
    for (const [index, { Properties }] of replicas.entries()) {
      expect(Properties.SourceDBInstanceIdentifier).toEqual({
        Ref: 'DatabaseInstance',
      });
      expect(Properties.DBInstanceIdentifier).toBe(
        `tapstack-orders-dev-replica-${index + 1}`,
      );
    }
  });

  it('set the properties that they do not inherit', () => {
    for (const { Properties } of replicas) {
      for (const name of NOT_INHERITED) {
        expect([name, Properties[name]]).toEqual([name, primary[name]]);
      }
    }
  });

  it('do not set inherited properties', () => {
    for (const { Properties } of replicas) {
      expect(INHERITED.filter(name => Properties[name] !== undefined)).toEqual(
        [],
      );
    }
  });
});

describe('creation', () => {
  it.each([
    ['micro', []],
    ['small', [['create', 'modify']]],
    ['medium', [['create', 'modify']]],
    [
      'large',
      [
        ['create', 'modify'],
        ['create', 'modify'],
      ],
    ],
  ] as const)(
    'of %s takes CloudFormation one round for the primary, and no reboot of a replica',
    (size, ofReplicas) => {
      const rounds = resourcesOf(
        templateOf({ size }),
        'AWS::RDS::DBInstance',
      ).map(({ Properties }) => roundsOfCreation(Properties));

      expect(rounds).toEqual([['create'], ...ofReplicas]);
    },
  );
});

describe('minor upgrade', () => {
  it('updates the replicas first, then the primary', () => {
    const versions = (props: Parameters<typeof templateOf>[0]) =>
      resourcesOf(
        templateOf({ size: 'large', ...props }),
        'AWS::RDS::DBInstance',
      ).map(({ Properties }) => Properties.EngineVersion);

    expect(versions({ engineVersion: '17.5' })).toEqual([
      '17.5',
      '17.5',
      '17.5',
    ]);
    expect(
      versions({ engineVersion: '17.5', replicaEngineVersion: '17.6' }),
    ).toEqual(['17.5', '17.6', '17.6']);
    expect(versions({ engineVersion: '17.6' })).toEqual([
      '17.6',
      '17.6',
      '17.6',
    ]);
  });
});
