import type { CfnDBInstanceProps } from 'aws-cdk-lib/aws-rds';
import type { InstanceContext } from './InstanceContext';
import { EXPORTED_LOGS } from '../props/names';
import type { ResolvedProps } from '../props/ResolvedProps';

/**
 * Properties of the primary that a replica does not inherit, so that both have
 * the same values.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 */
export function instanceBasics(
  environment: ResolvedProps,
  context: InstanceContext,
): CfnDBInstanceProps {
  return {
    dbInstanceClass: environment.size.instanceClass,
    storageType: 'gp3',
    maxAllocatedStorage: environment.maxStorageGiB,
    vpcSecurityGroups: [context.securityGroupId],
    publiclyAccessible: false,
    caCertificateIdentifier: 'rds-ca-rsa2048-g1',
    enableIamDatabaseAuthentication: environment.size.iamAuthentication,
    // The minor version is pinned, because CloudFormation could not downgrade
    // after an automatic upgrade.
    autoMinorVersionUpgrade: false,
    copyTagsToSnapshot: true,
    // A replica has its own windows, which must not overlap either.
    preferredBackupWindow: environment.windows.backup,
    preferredMaintenanceWindow: environment.windows.maintenance,
    enableCloudwatchLogsExports: [...EXPORTED_LOGS],
    monitoringInterval: 60,
    monitoringRoleArn: context.roles.monitoring.arn,
    // Database Insights in standard mode, with 7 days of data: the defaults of RDS.
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    enablePerformanceInsights: true,
    performanceInsightsKmsKeyId: context.keyArn,
  };
}
