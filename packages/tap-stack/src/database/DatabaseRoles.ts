import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { EncryptionKey } from '../storage/EncryptionKey';
import { databaseIdentifier } from '../props/names';
import { RoleDefaults, ServiceRole } from '../services/ServiceRole';

/** Prefix of objects that the database can import. */
const IMPORT_PREFIX = 'imports/';

/** Prefix of objects that the database can export. */
export const EXPORT_PREFIX = 'exports/';

/** Properties of {@link DatabaseRoles}. */
export interface DatabaseRolesProps {
  suffix: string;
  bucketArn: string;
  key: EncryptionKey;
  role: RoleDefaults;
}

/** Roles that RDS assumes, one per purpose. */
export class DatabaseRoles extends Construct {
  /** Enhanced monitoring. */
  readonly monitoring: ServiceRole;
  /** `aws_s3`: import and export. */
  readonly bucketAccess: ServiceRole;

  constructor(scope: Construct, id: string, props: DatabaseRolesProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    const primary = `arn:${partition}:rds:${region}:${account}:db:${databaseIdentifier(
      props.suffix,
    )}`;
    const trustFor = (...instances: string[]) => ({
      ArnLike: { 'aws:SourceArn': instances },
    });
    // The log group is shared by the account and must exist.
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.CloudWatchLogs.html
    const monitoringLogs = `arn:${partition}:logs:${region}:${account}:log-group:RDSOSMetrics`;
    this.monitoring = new ServiceRole(this, 'Monitoring', {
      ...props.role,
      service: 'monitoring.rds.amazonaws.com',
      condition: trustFor(primary, `${primary}-replica-*`),
      statements: [
        {
          Effect: 'Allow',
          Action: [
            'logs:CreateLogStream',
            'logs:DescribeLogStreams',
            'logs:GetLogEvents',
            'logs:PutLogEvents',
          ],
          Resource: `${monitoringLogs}:log-stream:*`,
        },
      ],
    });
    this.bucketAccess = new ServiceRole(this, 'BucketAccess', {
      ...props.role,
      service: 'rds.amazonaws.com',
      condition: trustFor(primary),
      statements: [
        {
          Effect: 'Allow',
          Action: 's3:ListBucket',
          Resource: props.bucketArn,
        },
        {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: `${props.bucketArn}/${IMPORT_PREFIX}*`,
        },
        {
          Effect: 'Allow',
          Action: ['s3:AbortMultipartUpload', 's3:PutObject'],
          Resource: `${props.bucketArn}/${EXPORT_PREFIX}*`,
        },
        props.key.useStatement('Decrypt', 'GenerateDataKey'),
      ],
    });
  }
}
