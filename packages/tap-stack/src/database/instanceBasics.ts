import type { CfnDBInstanceProps } from 'aws-cdk-lib/aws-rds';
import type { InstanceSurroundings } from './InstanceSurroundings';
import { EXPORTED_LOGS } from '../props/names';
import type { ResolvedProps } from '../props/ResolvedProps';

/**
 * What the primary has and a replica does not inherit from it, so that both
 * are told alike.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 */
export function instanceBasics(
  environment: ResolvedProps,
  surroundings: InstanceSurroundings,
): CfnDBInstanceProps {
  return {
    dbInstanceClass: environment.size.instanceClass,
    storageType: 'gp3',
    maxAllocatedStorage: environment.maxStorageGiB,
    dbParameterGroupName: surroundings.parameterGroupName,
    vpcSecurityGroups: [surroundings.securityGroupId],
    publiclyAccessible: false,
    caCertificateIdentifier: 'rds-ca-rsa2048-g1',
    enableIamDatabaseAuthentication: environment.size.iamAuthentication,
    // The minor version is pinned: CloudFormation could not go back to it.
    autoMinorVersionUpgrade: false,
    copyTagsToSnapshot: true,
    preferredMaintenanceWindow: 'sun:04:30-sun:05:30',
    enableCloudwatchLogsExports: [...EXPORTED_LOGS],
    monitoringInterval: 60,
    monitoringRoleArn: surroundings.roles.monitoring.arn,
    databaseInsightsMode: 'standard',
    enablePerformanceInsights: true,
    performanceInsightsKmsKeyId: surroundings.keyArn,
    performanceInsightsRetentionPeriod: 7,
  };
}
