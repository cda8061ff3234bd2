import { isTrue, text, texts } from '../../resources/names';
import { SUBNET_GROUP } from '../../resources/rds/groupTypes';
import { replicasOf, StoredDatabase } from '../../resources/rds/StoredDatabase';
import { findStored } from '../../resources/StoredResource';
import { World } from '../../resources/World';
import { named } from '../../protocol/ServiceOperations';
import { tagList } from '../tags';

/**
 * A DB instance as in DescribeDBInstances:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
 */
export function describeInstance(world: World, database: StoredDatabase) {
  const { attributes } = database;
  const properties = inherited(world, database);
  const address = attributes['Endpoint.Address'];
  return {
    DBInstanceIdentifier: database.physicalId,
    DBInstanceArn: attributes.DBInstanceArn,
    DbiResourceId: database.dbiResourceId,
    DBInstanceClass: database.instanceClass,
    DBInstanceStatus: database.status,
    Engine: 'postgres',
    EngineVersion: database.engineVersion,
    EngineLifecycleSupport:
      text(properties.EngineLifecycleSupport) ??
      'open-source-rds-extended-support',
    MasterUsername: database.masterUsername,
    DBName: database.databaseName,
    Endpoint: address && {
      Address: address,
      Port: attributes['Endpoint.Port'],
      HostedZoneId: attributes['Endpoint.HostedZoneId'],
    },
    AllocatedStorage: database.allocatedStorage,
    MaxAllocatedStorage: properties.MaxAllocatedStorage,
    StorageType: properties.StorageType ?? 'gp2',
    StorageEncrypted: isTrue(properties.StorageEncrypted),
    KmsKeyId: keyArn(world, properties.KmsKeyId),
    InstanceCreateTime: database.createdAt,
    AvailabilityZone: database.availabilityZone,
    SecondaryAvailabilityZone: database.secondaryZone,
    MultiAZ: database.multiAz,
    BackupRetentionPeriod:
      properties.BackupRetentionPeriod ?? (database.sourceIdentifier ? 0 : 1),
    PreferredBackupWindow: properties.PreferredBackupWindow,
    PreferredMaintenanceWindow: properties.PreferredMaintenanceWindow,
    DeletionProtection: database.deletionProtection,
    PubliclyAccessible: isTrue(properties.PubliclyAccessible),
    IAMDatabaseAuthenticationEnabled: isTrue(
      properties.EnableIAMDatabaseAuthentication,
    ),
    AutoMinorVersionUpgrade: isTrue(properties.AutoMinorVersionUpgrade ?? true),
    CopyTagsToSnapshot: isTrue(properties.CopyTagsToSnapshot),
    MonitoringInterval: properties.MonitoringInterval ?? 0,
    PerformanceInsightsEnabled: isTrue(properties.EnablePerformanceInsights),
    CACertificateIdentifier: attributes['CertificateDetails.CAIdentifier'],
    EnabledCloudwatchLogsExports: texts(properties.EnableCloudwatchLogsExports),
    VpcSecurityGroups: named(
      'VpcSecurityGroupMembership',
      texts(properties.VPCSecurityGroups).map(id => ({
        VpcSecurityGroupId: id,
        Status: 'active',
      })),
    ),
    DBParameterGroups: named('DBParameterGroup', [
      {
        DBParameterGroupName: database.parameterGroup,
        ParameterApplyStatus: database.pendingReboot
          ? 'pending-reboot'
          : 'in-sync',
      },
    ]),
    DBSubnetGroup: describeSubnetGroup(world, database.subnetGroup),
    ReadReplicaSourceDBInstanceIdentifier: database.sourceIdentifier,
    ReadReplicaDBInstanceIdentifiers: named(
      'ReadReplicaDBInstanceIdentifier',
      replicasOf(world, database.physicalId).map(each => each.physicalId),
    ),
    TagList: named('Tag', tagList(database.tags)),
  };
}

/** A replica has the encryption of its source, and its windows unless it has its own. */
function inherited(world: World, database: StoredDatabase) {
  const { sourceIdentifier, properties } = database;
  const source = sourceIdentifier
    ? findStored(world, database.type, sourceIdentifier)
    : undefined;
  return {
    ...properties,
    StorageEncrypted:
      properties.StorageEncrypted ?? source?.properties.StorageEncrypted,
    KmsKeyId: properties.KmsKeyId ?? source?.properties.KmsKeyId,
    PreferredBackupWindow:
      properties.PreferredBackupWindow ??
      source?.properties.PreferredBackupWindow,
    PreferredMaintenanceWindow:
      properties.PreferredMaintenanceWindow ??
      source?.properties.PreferredMaintenanceWindow,
  } as Record<string, unknown>;
}

function keyArn(world: World, keyId: unknown): unknown {
  const key = findStored(world, 'AWS::KMS::Key', String(keyId));
  return key?.attributes.Arn ?? keyId;
}

function describeSubnetGroup(world: World, name: string) {
  const group = findStored(world, SUBNET_GROUP, name);
  const subnets = texts(group?.properties.SubnetIds)
    .map(id => findStored(world, 'AWS::EC2::Subnet', id))
    .flatMap(subnet => subnet ?? []);
  return {
    DBSubnetGroupName: name,
    DBSubnetGroupDescription: group?.properties.DBSubnetGroupDescription,
    SubnetGroupStatus: 'Complete',
    VpcId: subnets[0]?.properties.VpcId,
    Subnets: named(
      'Subnet',
      subnets.map(({ physicalId, attributes }) => ({
        SubnetIdentifier: physicalId,
        SubnetAvailabilityZone: { Name: attributes.AvailabilityZone },
        SubnetStatus: 'Active',
      })),
    ),
  };
}
