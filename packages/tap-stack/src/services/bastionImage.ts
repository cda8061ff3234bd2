import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { BASTION_IMAGE_PARAMETER } from '../props/bastionImageParameter';
import type { ResolvedProps } from '../props/ResolvedProps';

/**
 * The AMI of the bastion: the pinned one, otherwise the one in CDK's context,
 * otherwise the newest, read by CloudFormation.
 */
export function bastionImage(scope: Construct, props: ResolvedProps): string {
  if (props.bastionImageId) {
    return props.bastionImageId;
  }
  return props.pinFromContext
    ? StringParameter.valueFromLookup(scope, BASTION_IMAGE_PARAMETER)
    : `{{resolve:ssm:${BASTION_IMAGE_PARAMETER}}}`;
}
