import { Properties } from '../ResourceHandler';
import { validateDatabase } from './databaseRules';

const PRIMARY: Properties = {
  Engine: 'postgres',
  EngineVersion: '17.9',
  DBInstanceClass: 'db.t4g.micro',
  AllocatedStorage: '20',
  StorageType: 'gp3',
  MasterUsername: 'tapadmin',
  MasterUserPassword: 'correct-horse',
  DBName: 'app',
};

const REPLICA: Properties = {
  SourceDBInstanceIdentifier: 'tapstack-test',
  DBInstanceClass: 'db.t4g.medium',
};

it('accepts a valid primary and a valid replica', () => {
  expect(() => validateDatabase(PRIMARY)).not.toThrow();
  expect(() => validateDatabase(REPLICA)).not.toThrow();
});

it.each<[Properties, string]>([
  [
    { DBInstanceIdentifier: 'tap--stack' },
    'The parameter DBInstanceIdentifier is not a valid identifier.',
  ],
  [
    { DBInstanceIdentifier: '1stack' },
    'The parameter DBInstanceIdentifier is not a valid identifier.',
  ],
  [
    { DBInstanceIdentifier: 'stack-' },
    'The parameter DBInstanceIdentifier is not a valid identifier.',
  ],
  [{ DBInstanceClass: 'db.m9g.large' }, 'Invalid DB Instance class'],
  [
    { MultiAZ: 'true', AvailabilityZone: 'us-east-1a' },
    'Requesting a specific availability zone is not valid for Multi-AZ instances.',
  ],
  [{ BackupRetentionPeriod: 36 }, 'It must be between 0 and 35 days'],
  [
    { MonitoringInterval: 60 },
    'A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.',
  ],
  [
    { MonitoringInterval: 7, MonitoringRoleArn: 'arn' },
    'Invalid monitoring interval: 7.',
  ],
  [{ Engine: 'mysql' }, 'The sandbox supports only postgres'],
  [{ EngineVersion: '17.99' }, 'Cannot find version 17.99 for postgres'],
  [
    { MasterUsername: undefined },
    'The parameter MasterUsername must be provided and must not be blank.',
  ],
  [
    { MasterUsername: 'rdsadmin' },
    'MasterUsername rdsadmin cannot be used as it is a reserved word used by the engine',
  ],
  [{ MasterUsername: '1st' }, 'must begin with a letter'],
  [
    { MasterUserPassword: 'with/slash' },
    'The parameter MasterUserPassword is not a valid password.',
  ],
  [
    { MasterUserPassword: 'short' },
    'The parameter MasterUserPassword is not a valid password.',
  ],
  [{ DBName: 'my-app' }, 'DBName must begin with a letter'],
])('rejects a primary with %j', (wrong, words) => {
  expect(() => validateDatabase({ ...PRIMARY, ...wrong })).toThrow(words);
});

it.each([
  'DBName',
  'KmsKeyId',
  'ManageMasterUserPassword',
  'MasterUserPassword',
  'MasterUsername',
  'StorageEncrypted',
])('rejects a replica with %s, which it inherits', name => {
  expect(() => validateDatabase({ ...REPLICA, [name]: 'x' })).toThrow(
    `Property ${name} is not valid for a read replica`,
  );
});

const CODE =
  ' (Service: Rds, Status Code: 400, Error Code: InvalidParameterCombination)';

it('13.22 the storage has the sizes and rates that RDS allows for its type', () => {
  const reject = (wrong: Properties, words: string) =>
    expect(() => validateDatabase({ ...PRIMARY, ...wrong })).toThrow(words);
  const accept = (right: Properties) =>
    expect(() => validateDatabase({ ...PRIMARY, ...right })).not.toThrow();

  for (const [StorageType, lowest, highest] of [
    ['gp2', 20, 65536],
    ['gp3', 20, 65536],
    ['standard', 5, 3072],
  ] as const) {
    const size = (AllocatedStorage: number) => ({
      StorageType,
      AllocatedStorage,
    });
    accept(size(lowest));
    accept(size(highest));
    for (const wrong of [lowest - 1, highest + 1]) {
      reject(
        size(wrong),
        `Invalid storage size for engine name postgres and storage type ${StorageType}: ${wrong}${CODE}`,
      );
    }
  }
  accept({ StorageType: 'io1', AllocatedStorage: 100, Iops: 5000 });
  reject(
    { StorageType: 'io1', AllocatedStorage: 99, Iops: 1000 },
    'Invalid storage size for engine name postgres and storage type io1: 99',
  );
  reject(
    { StorageType: 'io1', AllocatedStorage: 100, Iops: 5001 },
    `Invalid iops to storage (GB) ratio for engine name postgres and storage type io1: 50.0100${CODE}`,
  );
  reject(
    {
      StorageType: 'io2',
      AllocatedStorage: 1000,
      MaxAllocatedStorage: 5000,
      Iops: 1500,
    },
    'Invalid iops to max storage (GB) ratio for engine name postgres and storage type io2: 0.3000',
  );
  reject({ StorageType: 'gp9' }, 'Invalid storage type: gp9');
  for (const wrong of [{ Iops: 3000 }, { StorageThroughput: 125 }]) {
    reject(
      { AllocatedStorage: 399, ...wrong },
      `You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400.${CODE}`,
    );
    accept({ AllocatedStorage: 400, ...wrong });
  }
  reject({ AllocatedStorage: undefined }, 'AllocatedStorage must be provided');
});

it('13.23 the maximum of storage autoscaling is at least 10 % above the storage', () => {
  const validate = (MaxAllocatedStorage: number) => () =>
    validateDatabase({ ...PRIMARY, AllocatedStorage: 50, MaxAllocatedStorage });
  expect(validate(50)).toThrow(
    `Max storage size must be greater than storage size${CODE}`,
  );
  expect(validate(54)).toThrow(
    `The maximum allocated storage must be increased by at least 10 percent.${CODE}`,
  );
  expect(validate(55)).not.toThrow();
});

it('13.24 the windows have the format of RDS, 30 minutes, and no overlap', () => {
  const reject = (properties: Properties, wrong: Properties, words: string) =>
    expect(() => validateDatabase({ ...properties, ...wrong })).toThrow(words);
  for (const properties of [PRIMARY, REPLICA]) {
    reject(
      properties,
      {
        PreferredBackupWindow: '04:15-04:45',
        PreferredMaintenanceWindow: 'sun:04:30-sun:05:00',
      },
      'The backup window and maintenance window must not overlap (Service: Rds, Status Code: 400, Error Code: InvalidParameterValue)',
    );
    reject(
      properties,
      { PreferredBackupWindow: '4:15-4:45' },
      "Invalid backup window: '4:15-4:45' must have the format hh24:mi-hh24:mi",
    );
    reject(
      properties,
      { PreferredMaintenanceWindow: 'sun:04:30-sun:04:45' },
      "Invalid maintenance window: 'sun:04:30-sun:04:45' must be at least 30 minutes long",
    );
  }
});
