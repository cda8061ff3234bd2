import { CfnResource } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AccessLogBucket } from './AccessLogBucket';
import { BLOCK_PUBLIC_ACCESS, denyPlainHttp } from './bucketRules';
import { EXPORT_PREFIX } from '../database/DatabaseRoles';
import { policyDocument } from '../services/ServiceRole';

/** Properties of {@link Bucket}. */
export interface BucketProps {
  keyArn: string;
  accessLogs: AccessLogBucket;
}

/** The bucket of the environment, for imports, exports and other files. */
export class Bucket extends Construct {
  readonly resource: CfnBucket;
  readonly policy: CfnResource;

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    this.resource = new CfnBucket(this, 'Resource', {
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          {
            bucketKeyEnabled: true,
            serverSideEncryptionByDefault: {
              sseAlgorithm: 'aws:kms',
              kmsMasterKeyId: props.keyArn,
            },
          },
        ],
      },
      versioningConfiguration: { status: 'Enabled' },
      publicAccessBlockConfiguration: BLOCK_PUBLIC_ACCESS,
      ownershipControls: {
        rules: [{ objectOwnership: 'BucketOwnerEnforced' }],
      },
      loggingConfiguration: {
        destinationBucketName: props.accessLogs.name,
        logFilePrefix: 'bucket/',
      },
      lifecycleConfiguration: {
        rules: [
          {
            id: 'ForgetOldVersions',
            status: 'Enabled',
            noncurrentVersionExpiration: { noncurrentDays: 30 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            expiredObjectDeleteMarker: true,
          },
          {
            id: 'MoveOldExports',
            status: 'Enabled',
            prefix: EXPORT_PREFIX,
            transitions: [
              { storageClass: 'STANDARD_IA', transitionInDays: 30 },
            ],
          },
        ],
      },
    });
    this.policy = new CfnBucketPolicy(this, 'Policy', {
      bucket: this.resource.ref,
      policyDocument: policyDocument([denyPlainHttp(this.arn)]),
    });
  }

  get arn(): string {
    return this.resource.attrArn;
  }

  get name(): string {
    return this.resource.ref;
  }
}
