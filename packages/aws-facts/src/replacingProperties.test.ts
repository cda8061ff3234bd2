import { replacingProperties } from './replacingProperties';

const DATABASE = 'AWS::RDS::DBInstance';

it.each<[string, object, object, string[] | undefined]>([
  // Create-only, also a part of a property.
  [DATABASE, { DBName: 'a' }, { DBName: 'b' }, ['DBName']],
  [
    'AWS::EC2::VPCEndpoint',
    { DnsOptions: { PrivateDnsPreference: 'a', DnsRecordIpType: 'ipv4' } },
    { DnsOptions: { PrivateDnsPreference: 'b', DnsRecordIpType: 'ipv4' } },
    ['DnsOptions/PrivateDnsPreference'],
  ],
  [
    'AWS::EC2::VPCEndpoint',
    { DnsOptions: { DnsRecordIpType: 'ipv4' } },
    { DnsOptions: { DnsRecordIpType: 'dualstack' } },
    [],
  ],
  // Conditions of the handler of DB instances.
  [DATABASE, { MultiAZ: false }, { MultiAZ: 'true' }, []],
  [DATABASE, { BackupRetentionPeriod: 1 }, { BackupRetentionPeriod: 7 }, []],
  [DATABASE, { AvailabilityZone: 'a' }, { MultiAZ: true }, []],
  [DATABASE, { AvailabilityZone: 'a' }, {}, ['AvailabilityZone']],
  [
    DATABASE,
    { AvailabilityZone: 'a' },
    { AvailabilityZone: 'b', MultiAZ: true },
    ['AvailabilityZone'],
  ],
  [DATABASE, { Engine: 'postgres' }, { Engine: 'mysql' }, ['Engine']],
  [
    DATABASE,
    { SourceDBInstanceIdentifier: 'a' },
    { SourceDBInstanceIdentifier: 'b' },
    ['SourceDBInstanceIdentifier'],
  ],
  [DATABASE, { SourceDBInstanceIdentifier: 'a' }, {}, []],
  [DATABASE, {}, { DBSnapshotIdentifier: 's' }, ['DBSnapshotIdentifier']],
  [DATABASE, { DBSnapshotIdentifier: 's' }, {}, []],
  [DATABASE, {}, { PerformanceInsightsKMSKeyId: 'k' }, []],
  [
    DATABASE,
    { PerformanceInsightsKMSKeyId: 'k' },
    {},
    ['PerformanceInsightsKMSKeyId'],
  ],
  [
    DATABASE,
    {},
    { UseLatestRestorableTime: true },
    ['UseLatestRestorableTime'],
  ],
  [
    'AWS::EC2::VPC',
    { InstanceTenancy: 'dedicated' },
    { InstanceTenancy: 'default' },
    [],
  ],
  ['AWS::EC2::VPC', { InstanceTenancy: 'dedicated' }, {}, []],
  ['AWS::EC2::VPC', {}, { InstanceTenancy: 'dedicated' }, ['InstanceTenancy']],
  ['AWS::EC2::Instance', { UserData: 'a' }, { UserData: 'b' }, []],
  // No condition is known.
  ['AWS::EC2::Instance', { HostId: 'a' }, { HostId: 'b' }, ['HostId']],
  [
    'AWS::Events::Rule',
    { EventBusName: 'a' },
    { EventBusName: 'b' },
    ['EventBusName'],
  ],
  ['Custom::A', { ServiceToken: 'a' }, { ServiceToken: 'b' }, ['ServiceToken']],
  ['AWS::EC2::TransitGateway', { Description: 'a' }, {}, undefined],
])('%s: %j to %j is a replacement by %j', (type, before, after, expected) => {
  expect(replacingProperties(type, { ...before }, { ...after })).toEqual(
    expected,
  );
});
