import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { policyDocument, Statement } from '../services/ServiceRole';

/** Properties of {@link BucketEndpoint}. */
export interface BucketEndpointProps {
  vpcId: string;
  /** Route tables of the databases' subnets. */
  routeTableIds: string[];
  bucketArn: string;
}

/**
 * The S3 gateway endpoint of the databases, limited to the environment's
 * bucket.
 */
export class BucketEndpoint extends Construct {
  readonly foundation: CfnResource[];

  constructor(scope: Construct, id: string, props: BucketEndpointProps) {
    super(scope, id);
    const endpoint = new CfnVPCEndpoint(this, 'Resource', {
      vpcId: props.vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${Stack.of(this).region}.s3`,
      routeTableIds: props.routeTableIds,
      policyDocument: policyDocument([
        {
          Effect: 'Allow',
          Principal: '*',
          Action: [
            's3:AbortMultipartUpload',
            's3:GetObject',
            's3:ListBucket',
            's3:PutObject',
          ],
          Resource: [props.bucketArn, `${props.bucketArn}/*`],
        } as Statement,
      ]),
    });
    this.foundation = [endpoint];
  }
}
