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
  [{ MaxAllocatedStorage: 20 }, 'Invalid max storage size: 20 GiB'],
  [{ Engine: 'mysql' }, 'The sandbox supports only postgres'],
  [{ EngineVersion: '17.99' }, 'Cannot find version 17.99 for postgres'],
  [
    { AllocatedStorage: 10 },
    'Invalid storage size for engine name postgres and storage type gp3: 10',
  ],
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
