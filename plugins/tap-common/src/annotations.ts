/** Prefix of every annotation of environments in the catalog. @public */
export const ANNOTATION_PREFIX = 'tap.internal';

/**
 * Annotations of the System of an environment. An ARN is the most that is ever told of a secret.
 *
 * @public
 */
export const ANNOTATIONS = {
  suffix: 'tap.internal/suffix',
  target: 'tap.internal/target',
  account: 'tap.internal/account-id',
  region: 'tap.internal/region',
  stackName: 'tap.internal/stack-name',
  stackId: 'tap.internal/stack-id',
  portal: 'tap.internal/portal',
  status: 'tap.internal/status',
  stackStatus: 'tap.internal/stack-status',
  size: 'tap.internal/size',
  retention: 'tap.internal/retention',
  requestedBy: 'tap.internal/requested-by',
  engineVersion: 'tap.internal/engine-version',
  backupRetentionDays: 'tap.internal/backup-retention-days',
  expiresAt: 'tap.internal/expires-at',
  createdAt: 'tap.internal/created-at',
  taskId: 'tap.internal/task-id',
  consoleUrl: 'tap.internal/console-url',
  awsEndpoint: 'tap.internal/aws-endpoint',
  endpoint: 'tap.internal/endpoint',
  port: 'tap.internal/port',
  databaseName: 'tap.internal/database-name',
  secretArn: 'tap.internal/secret-arn',
  bastionInstanceId: 'tap.internal/bastion-instance-id',
  kmsKeyArn: 'tap.internal/kms-key-arn',
  bucketName: 'tap.internal/bucket-name',
  vpcId: 'tap.internal/vpc-id',
  applicationSecurityGroupId: 'tap.internal/application-security-group-id',
} as const;
