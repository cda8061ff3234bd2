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
  [
    { MultiAZ: 'true', AvailabilityZone: 'us-east-1a' },
    'Requesting a specific availability zone is not valid for Multi-AZ instances.',
  ],
  [{ BackupRetentionPeriod: 36 }, 'It must be between 0 and 35 days'],
  [{ Engine: 'mysql' }, 'The sandbox supports only postgres'],
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

function reject(wrong: Properties, words: string, code: string) {
  expect(() => validateDatabase({ ...PRIMARY, ...wrong })).toThrow(
    new RegExp(
      `${words.replace(
        /[.*+?^${}()|[\]\\]/g,
        '\\$&',
      )}.*\\(Service: Rds, Status Code: 400, Error Code: ${code}\\)$`,
    ),
  );
}

const VALUE = 'InvalidParameterValue';
const COMBINATION = 'InvalidParameterCombination';

it('13.31 the names and the password of a primary follow the rules of RDS', () => {
  for (const [wrong, words, code = VALUE] of [
    [
      { MasterUsername: undefined },
      'The parameter MasterUsername must be provided and must not be blank.',
    ],
    ...['admin', 'rdsadmin', 'user', 'User', 'select'].map(
      MasterUsername =>
        [
          { MasterUsername },
          `MasterUsername ${MasterUsername} cannot be used as it is a reserved word used by the engine`,
        ] as const,
    ),
    [
      { MasterUsername: 'pg_dba' },
      'MasterUsername pg_dba cannot be used because role names starting with "pg_" are reserved by the PostgreSQL engine',
    ],
    ...['1st', '_a', 'a-b', 'seventeen_letters'].map(
      MasterUsername =>
        [
          { MasterUsername },
          'The parameter MasterUsername is not valid.',
        ] as const,
    ),
    [
      { MasterUserPassword: 'seven77' },
      'The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.',
    ],
    [
      { MasterUserPassword: undefined },
      'because it is shorter than 8 characters.',
    ],
    [
      { MasterUserPassword: 'x'.repeat(129) },
      'because it is longer than 128 characters.',
    ],
    ...['with/slash', 'with"quote', 'with@sign', 'with space', 'ümlauted'].map(
      MasterUserPassword =>
        [
          { MasterUserPassword },
          `The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '"', ' ' may be used.`,
        ] as const,
    ),
    [
      { ManageMasterUserPassword: true },
      "You can't specify MasterUserPassword when ManageMasterUserPassword is enabled.",
      COMBINATION,
    ],
    ...['my-app', '1app', '_app', 'a'.repeat(64)].map(
      DBName =>
        [
          { DBName },
          'DBName must begin with a letter and contain only alphanumeric characters.',
        ] as const,
    ),
    [{ DBName: 'table' }, 'DBName table cannot be used'],
  ] as readonly (readonly [Properties, string, string?])[]) {
    reject(wrong, words, code);
  }
  for (const right of [
    { MasterUsername: 'sixteen__letters' },
    { MasterUserPassword: "8'chars&" },
    { MasterUserPassword: 'x'.repeat(128) },
    { MasterUserPassword: undefined, ManageMasterUserPassword: true },
    { DBName: 'a'.repeat(63) },
    { DBName: undefined },
  ]) {
    expect(() => validateDatabase({ ...PRIMARY, ...right })).not.toThrow();
  }
});

it('13.32 class, version, port, monitoring and log exports have values that RDS has', () => {
  for (const DBInstanceClass of ['db.m4.large', 'db.t4g.4xlarge']) {
    reject(
      { DBInstanceClass },
      `RDS does not support creating a DB instance with the following combination: DBInstanceClass=${DBInstanceClass}, Engine=postgres, EngineVersion=17.9, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.`,
      COMBINATION,
    );
  }
  reject(
    { DBInstanceClass: 'micro' },
    'Invalid DB Instance class: micro',
    VALUE,
  );
  for (const EngineVersion of ['17.99', '9.6', 'x']) {
    reject(
      { EngineVersion },
      `Cannot find version ${EngineVersion} for postgres`,
      COMBINATION,
    );
  }
  for (const Port of [1149, 65536]) {
    reject({ Port }, `Invalid port: ${Port}`, VALUE);
  }
  reject(
    { MonitoringInterval: 60 },
    'A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.',
    COMBINATION,
  );
  reject(
    { MonitoringRoleArn: 'arn' },
    'You must specify a MonitoringInterval value other than 0',
    COMBINATION,
  );
  reject(
    { MonitoringInterval: 7, MonitoringRoleArn: 'arn' },
    'Invalid monitoring interval: 7.',
    VALUE,
  );
  reject(
    { EnableCloudwatchLogsExports: ['postgresql', 'audit'] },
    "You cannot use the log types 'audit' with engine version postgres 17.9.",
    COMBINATION,
  );
  for (const right of [
    { Port: 1150 },
    { Port: '65535' },
    { MonitoringInterval: 60, MonitoringRoleArn: 'arn' },
    { EnableCloudwatchLogsExports: ['postgresql', 'upgrade'] },
  ]) {
    expect(() => validateDatabase({ ...PRIMARY, ...right })).not.toThrow();
  }
});

const CODE =
  ' (Service: Rds, Status Code: 400, Error Code: InvalidParameterCombination)';

it('13.22 the storage has the sizes and rates that RDS allows for its type', () => {
  const rejectStorage = (wrong: Properties, words: string) =>
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
      rejectStorage(
        size(wrong),
        `Invalid storage size for engine name postgres and storage type ${StorageType}: ${wrong}${CODE}`,
      );
    }
  }
  accept({ StorageType: 'io1', AllocatedStorage: 100, Iops: 5000 });
  rejectStorage(
    { StorageType: 'io1', AllocatedStorage: 99, Iops: 1000 },
    'Invalid storage size for engine name postgres and storage type io1: 99',
  );
  rejectStorage(
    { StorageType: 'io1', AllocatedStorage: 100, Iops: 5001 },
    `Invalid iops to storage (GB) ratio for engine name postgres and storage type io1: 50.0100${CODE}`,
  );
  rejectStorage(
    {
      StorageType: 'io2',
      AllocatedStorage: 1000,
      MaxAllocatedStorage: 5000,
      Iops: 1500,
    },
    'Invalid iops to max storage (GB) ratio for engine name postgres and storage type io2: 0.3000',
  );
  rejectStorage({ StorageType: 'gp9' }, 'Invalid storage type: gp9');
  for (const wrong of [{ Iops: 3000 }, { StorageThroughput: 125 }]) {
    rejectStorage(
      { AllocatedStorage: 399, ...wrong },
      `You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400.${CODE}`,
    );
  }
  const large = (more: Properties) => ({ AllocatedStorage: 400, ...more });
  accept(large({}));
  accept(large({ Iops: 12_000, StorageThroughput: 500 }));
  accept(large({ Iops: 64_000, StorageThroughput: 4000 }));
  for (const Iops of [3000, 11_999, 64_001]) {
    rejectStorage(
      large({ Iops }),
      `Invalid iops for engine name postgres and storage type gp3: ${Iops}.`,
    );
  }
  for (const StorageThroughput of [125, 4001]) {
    rejectStorage(
      large({ StorageThroughput }),
      `Invalid storage throughput for engine name postgres and storage type gp3: ${StorageThroughput}.`,
    );
  }
  rejectStorage(
    large({ Iops: 12_000, StorageThroughput: 3001 }),
    'Invalid storage throughput to iops ratio for engine name postgres and storage type gp3: 0.2501',
  );
  rejectStorage(
    { StorageType: 'io2', AllocatedStorage: 100, Iops: 999 },
    'Invalid iops for engine name postgres and storage type io2: 999.',
  );
  rejectStorage(
    { StorageType: 'io1', AllocatedStorage: 100 },
    'Invalid iops for engine name postgres and storage type io1: 0.',
  );
  rejectStorage(
    { StorageType: 'gp2', Iops: 3000 },
    "You can't specify IOPS for storage type gp2.",
  );
  for (const StorageType of ['gp2', 'standard']) {
    rejectStorage(
      { StorageType, StorageThroughput: 500 },
      `You can't specify storage throughput for storage type ${StorageType}.`,
    );
  }
  rejectStorage(
    { StorageType: undefined, AllocatedStorage: 19 },
    'storage type gp3: 19',
  );
  rejectStorage(
    { AllocatedStorage: undefined },
    'AllocatedStorage must be provided',
  );
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
  const rejectWindow = (
    properties: Properties,
    wrong: Properties,
    words: string,
  ) =>
    expect(() => validateDatabase({ ...properties, ...wrong })).toThrow(words);
  for (const properties of [PRIMARY, REPLICA]) {
    rejectWindow(
      properties,
      {
        PreferredBackupWindow: '04:15-04:45',
        PreferredMaintenanceWindow: 'sun:04:30-sun:05:00',
      },
      'The backup window and maintenance window must not overlap (Service: Rds, Status Code: 400, Error Code: InvalidParameterValue)',
    );
    rejectWindow(
      properties,
      { PreferredBackupWindow: '4:15-4:45' },
      "Invalid backup window: '4:15-4:45' must have the format hh24:mi-hh24:mi",
    );
    rejectWindow(
      properties,
      { PreferredMaintenanceWindow: 'sun:04:30-sun:04:45' },
      "Invalid maintenance window: 'sun:04:30-sun:04:45' must be at least 30 minutes long",
    );
  }
});
