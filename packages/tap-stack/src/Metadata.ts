import { CfnParameter } from 'aws-cdk-lib';
import { CfnParameter as SsmParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** Name of the template parameter that carries a portal's metadata. @public */
export const METADATA_PARAMETER = 'TapMetadata';

/** base64url of `{}`: SSM refuses an empty value. */
const NO_METADATA = 'e30';

/**
 * What a portal keeps with the stack and may change during its life: one
 * parameter, echoed by one resource, so that a change of it touches nothing
 * else. base64url, so that no text of a user can ask CloudFormation to resolve
 * a secret.
 */
export class Metadata extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const parameter = new CfnParameter(this, 'Parameter', {
      type: 'String',
      default: NO_METADATA,
      maxLength: 4096,
      allowedPattern: '^[A-Za-z0-9_-]+$',
      description: 'Metadata, base64url of JSON',
    });
    parameter.overrideLogicalId(METADATA_PARAMETER);
    new SsmParameter(this, 'Echo', {
      type: 'String',
      value: parameter.valueAsString,
    });
  }
}
