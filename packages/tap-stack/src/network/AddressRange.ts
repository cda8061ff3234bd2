import { CfnResource } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { addressRangeName } from '../props/names';

/**
 * Reserves an address range among the environments of an account and region: a
 * second stack cannot create a parameter of the same name, so it fails before it
 * has a VPC with the same addresses.
 */
export class AddressRange extends Construct {
  readonly resource: CfnResource;

  constructor(scope: Construct, id: string, props: { cidr: string }) {
    super(scope, id);
    this.resource = new CfnParameter(this, 'Resource', {
      name: addressRangeName(props.cidr),
      type: 'String',
      value: props.cidr,
    });
  }
}
