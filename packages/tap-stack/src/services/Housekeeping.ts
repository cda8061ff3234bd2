import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { HOUSEKEEPING_CODE } from './housekeepingCode';
import { inlineFunction } from './inlineFunction';
import { LogGroup } from '../storage/LogGroup';
import { RoleDefaults, ServiceRole, Statement } from './ServiceRole';

/** The maximum run time of a function, plus a minute for its response. */
const TIMEOUT_SECONDS = 900;
const SERVICE_TIMEOUT_SECONDS = TIMEOUT_SECONDS + 60;

/** Properties of {@link Housekeeping}. */
export interface HousekeepingProps {
  keyArn: string;
  role: RoleDefaults;
  /** Buckets that are emptied before they are deleted. */
  buckets: CfnBucket[];
  /** Security group whose rules are removed; undefined for an existing VPC. */
  defaultSecurityGroupId: string | undefined;
}

/**
 * A function for tasks that CloudFormation does not support. It is not in the
 * VPC: there, it could not respond after the NAT gateway is deleted, and the
 * teardown would wait for its time-out.
 */
export class Housekeeping extends Construct {
  readonly function: CfnFunction;
  private readonly emptyings = new Map<CfnBucket, CfnResource>();

  constructor(scope: Construct, id: string, props: HousekeepingProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'LogGroup', { keyArn: props.keyArn });
    const role = new ServiceRole(this, 'Role', {
      ...props.role,
      service: 'lambda.amazonaws.com',
      statements: [
        logGroup.writeStatement(),
        ...emptyStatements(props.buckets.map(bucket => bucket.attrArn)),
        ...this.closeStatements(props.defaultSecurityGroupId),
      ],
    });
    this.function = inlineFunction(this, 'Function', {
      code: HOUSEKEEPING_CODE,
      roleArn: role.arn,
      logGroupName: logGroup.name,
      timeout: TIMEOUT_SECONDS,
    });
    props.buckets.forEach((bucket, index) =>
      this.emptyings.set(
        bucket,
        this.task(`Empty${index === 0 ? '' : index + 1}`, 'EmptyBucket', {
          BucketName: bucket.ref,
        }),
      ),
    );
    if (props.defaultSecurityGroupId) {
      this.task('CloseDefaultSecurityGroup', 'CloseDefaultSecurityGroup', {
        GroupId: props.defaultSecurityGroupId,
        Account: Stack.of(this).account,
      });
    }
  }

  /**
   * @returns the resources that are kept with the buckets of a retained
   *   environment
   */
  get foundation(): CfnResource[] {
    return [...this.emptyings.values()];
  }

  /**
   * Empties a bucket only after a resource that writes to it is deleted:
   * CloudFormation deletes in reverse order of creation.
   */
  emptyAfter(writer: CfnResource, bucket: CfnBucket): void {
    writer.addResourceDependency(this.emptyings.get(bucket)!);
  }

  private task(
    id: string,
    type: string,
    properties: Record<string, unknown>,
  ): CfnResource {
    return new CfnResource(this, id, {
      type: `Custom::${type}`,
      properties: {
        ServiceToken: this.function.attrArn,
        ServiceTimeout: SERVICE_TIMEOUT_SECONDS,
        ...properties,
      },
    });
  }

  private closeStatements(groupId: string | undefined): Statement[] {
    const { partition, region, account } = Stack.of(this);
    return groupId
      ? [
          {
            Effect: 'Allow',
            Action: [
              'ec2:RevokeSecurityGroupEgress',
              'ec2:RevokeSecurityGroupIngress',
            ],
            Resource: `arn:${partition}:ec2:${region}:${account}:security-group/${groupId}`,
          },
        ]
      : [];
  }
}

function emptyStatements(bucketArns: string[]): Statement[] {
  return [
    {
      Effect: 'Allow',
      Action: ['s3:ListBucketMultipartUploads', 's3:ListBucketVersions'],
      Resource: bucketArns,
    },
    {
      Effect: 'Allow',
      Action: [
        's3:AbortMultipartUpload',
        's3:DeleteObject',
        's3:DeleteObjectVersion',
      ],
      Resource: bucketArns.map(arn => `${arn}/*`),
    },
  ];
}
