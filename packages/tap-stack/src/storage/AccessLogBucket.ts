import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BLOCK_PUBLIC_ACCESS, denyPlainHttp } from './bucketRules';
import { policyDocument } from '../services/ServiceRole';

/** Properties of {@link AccessLogBucket}. */
export interface AccessLogBucketProps {
  retentionDays: number;
}

/**
 * Access logs of the environment's bucket. Encrypted with SSE-S3, because
 * access logs cannot be delivered to a bucket with a customer managed key.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogBucket extends Construct {
  readonly resource: CfnBucket;
  /**
   * Allows S3 to deliver logs. Deleted before the bucket is emptied, so that no
   * late log is delivered into the empty bucket.
   */
  readonly policy: CfnResource;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    this.resource = new CfnBucket(this, 'Resource', {
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          { serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
        ],
      },
      versioningConfiguration: { status: 'Enabled' },
      publicAccessBlockConfiguration: BLOCK_PUBLIC_ACCESS,
      ownershipControls: {
        rules: [{ objectOwnership: 'BucketOwnerEnforced' }],
      },
      lifecycleConfiguration: {
        rules: [
          {
            id: 'ForgetOldLogs',
            status: 'Enabled',
            expirationInDays: props.retentionDays,
            noncurrentVersionExpiration: { noncurrentDays: 1 },
          },
        ],
      },
    });
    const { attrArn: arn } = this.resource;
    this.policy = new CfnBucketPolicy(this, 'Policy', {
      bucket: this.resource.ref,
      policyDocument: policyDocument([
        denyPlainHttp(arn),
        {
          Effect: 'Allow',
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: `${arn}/bucket/*`,
          Condition: {
            StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          },
        },
      ]),
    });
  }

  get name(): string {
    return this.resource.ref;
  }
}
