import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { ResolvedProps } from '../props/ResolvedProps';

/** Public SSM parameter of Amazon Linux 2023 for arm64. */
const PUBLIC_PARAMETER =
  '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';

/**
 * The AMI of the bastion: the pinned one, otherwise the one in CDK's context,
 * otherwise the newest, read by CloudFormation.
 */
export function bastionImage(scope: Construct, props: ResolvedProps): string {
  if (props.bastionImageId) {
    return props.bastionImageId;
  }
  return props.pinFromContext
    ? StringParameter.valueFromLookup(scope, PUBLIC_PARAMETER)
    : `{{resolve:ssm:${PUBLIC_PARAMETER}}}`;
}
