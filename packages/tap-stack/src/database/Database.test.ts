import { SIZES } from '..';
import {
  attribute,
  propertiesOf,
  resourcesOf,
  SHAPES,
  templateOf,
} from '../__testUtils__/shapes';

describe.each(SHAPES)('database of $size, $retention', shape => {
  const template = templateOf(shape);
  const database = propertiesOf(template, 'DatabaseInstance');
  const size = SIZES[shape.size];

  it('is PostgreSQL 17 on port 5432, with the instance class of its size', () => {
    expect(database).toMatchObject({
      Engine: 'postgres',
      EngineVersion: expect.stringMatching(/^17\.\d+$/),
      Port: '5432',
      DBName: 'app',
      DBInstanceClass: size.instanceClass,
      DBParameterGroupName: { Ref: 'ParameterGroup' },
    });
  });

  it('is named after the suffix, in lower case as in RDS', () => {
    expect(database.DBInstanceIdentifier).toBe('tapstack-orders-dev');
  });

  it('has gp3 storage with autoscaling', () => {
    expect(database).toMatchObject({
      StorageType: 'gp3',
      AllocatedStorage: String(size.storageGiB),
      MaxAllocatedStorage: size.maxStorageGiB,
    });
  });

  it('is in isolated subnets without a public address', () => {
    expect(database.PubliclyAccessible).toBe(false);
    expect(propertiesOf(template, database.DBSubnetGroupName.Ref)).toEqual({
      DBSubnetGroupDescription: 'Isolated subnets',
      SubnetIds: ['A', 'B', 'C'].map(letter => ({
        Ref: `IsolatedSubnet${letter}`,
      })),
    });
    expect(resourcesOf(template, 'AWS::RDS::DBSubnetGroup')).toHaveLength(1);
  });

  it('has a standby depending on the size, and sets its zone only without a standby', () => {
    expect(database.MultiAZ).toBe(size.multiAz);
    expect(database.AvailabilityZone).toBe(
      size.multiAz ? undefined : 'us-east-1a',
    );
  });

  it('has IAM authentication if the class has enough memory', () => {
    expect(database.EnableIAMDatabaseAuthentication).toBe(
      shape.size !== 'micro',
    );
  });

  it('pins its minor version and disables extended support', () => {
    expect(database).toMatchObject({
      AutoMinorVersionUpgrade: false,
      AllowMajorVersionUpgrade: false,
      EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
      CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    });
  });

  it('has enhanced monitoring, Database Insights standard and log exports', () => {
    expect(database).toMatchObject({
      MonitoringInterval: 60,
      MonitoringRoleArn: attribute('DatabaseRoleMonitoring', 'Arn'),
      EnablePerformanceInsights: true,
      EnableCloudwatchLogsExports: ['postgresql', 'upgrade'],
    });
  });

  it('depends on its log groups, which have the names that RDS uses', () => {
    for (const instance of resourcesOf(template, 'AWS::RDS::DBInstance')) {
      const { DBInstanceIdentifier, EnableCloudwatchLogsExports } =
        instance.Properties;
      expect(
        [instance.DependsOn].flat().map(id => {
          return propertiesOf(template, id as string).LogGroupName;
        }),
      ).toEqual(
        EnableCloudwatchLogsExports.map(
          (log: string) => `/aws/rds/instance/${DBInstanceIdentifier}/${log}`,
        ),
      );
    }
  });

  it('has its password only in Secrets Manager', () => {
    expect(database.MasterUsername).toBe('tapadmin');
    expect(database.MasterUserPassword).toEqual({
      'Fn::Sub': '{{resolve:secretsmanager:${Secret}:SecretString:password::}}',
    });
    expect(propertiesOf(template, 'Secret')).toMatchObject({
      GenerateSecretString: {
        GenerateStringKey: 'password',
        PasswordLength: 32,
        SecretStringTemplate: '{"username":"tapadmin"}',
      },
    });
    expect(propertiesOf(template, 'SecretAttachment')).toEqual({
      SecretId: { Ref: 'Secret' },
      TargetId: { Ref: 'DatabaseInstance' },
      TargetType: 'AWS::RDS::DBInstance',
    });
  });

  it('imports from and exports to S3 with its own role', () => {
    expect(database.AssociatedRoles).toEqual(
      ['s3Import', 's3Export'].map(FeatureName => ({
        FeatureName,
        RoleArn: attribute('DatabaseRoleBucketAccess', 'Arn'),
      })),
    );
  });

  it('has no deletion protection on creation', () => {
    expect(database.DeletionProtection).toBe(false);
  });
});

describe('options of the database', () => {
  const database = (props: Parameters<typeof templateOf>[0]) =>
    propertiesOf(templateOf(props), 'DatabaseInstance');

  it('can have deletion protection after an update', () => {
    expect(database({ deletionProtection: true }).DeletionProtection).toBe(
      true,
    );
  });

  it('can have extended support', () => {
    expect(database({ extendedSupport: true }).EngineLifecycleSupport).toBe(
      'open-source-rds-extended-support',
    );
  });

  it('can have another backup retention period', () => {
    expect(database({}).BackupRetentionPeriod).toBe(1);
    expect(database({ backupRetentionDays: 35 }).BackupRetentionPeriod).toBe(
      35,
    );
  });

  it('never requests less storage than is allocated', () => {
    expect(database({ size: 'small', actualStorageGiB: 180 })).toMatchObject({
      AllocatedStorage: '180',
      MaxAllocatedStorage: 200,
    });
  });

  it('can have a custom size', () => {
    expect(
      database({
        size: { ...SIZES.small, instanceClass: 'db.m8g.large', storageGiB: 75 },
      }),
    ).toMatchObject({
      DBInstanceClass: 'db.m8g.large',
      AllocatedStorage: '75',
    });
  });
});
