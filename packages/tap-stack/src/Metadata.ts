import { CfnParameter } from 'aws-cdk-lib';
import { CfnParameter as SsmParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** Name of the template parameter that contains a portal's metadata. @public */
export const METADATA_PARAMETER = 'TapMetadata';

/** base64url of `{}`: SSM does not accept an empty value. */
const NO_METADATA = 'e30';

/**
 * Metadata that a portal stores with the stack and can change. It is one
 * parameter, used by one resource, so that a change affects no other resource.
 * base64url prevents user input from containing dynamic references to secrets.
 */
export class Metadata extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const parameter = new CfnParameter(this, 'Parameter', {
      type: 'String',
      default: NO_METADATA,
      allowedPattern: '^[A-Za-z0-9_-]+$',
    });
    parameter.overrideLogicalId(METADATA_PARAMETER);
    new SsmParameter(this, 'Echo', {
      type: 'String',
      value: parameter.valueAsString,
    });
  }
}
