import { AwsError } from '../../protocol/AwsError';
import { Template, TemplateResource } from './Template';

/**
 * IAM types, and the property that sets a custom name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
const NAME_PROPERTIES: Record<string, string | undefined> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

/**
 * The capabilities that a template requires, and the types that require them.
 */
export function requiredCapabilities(template: Template): {
  capabilities: string[];
  types: string[];
} {
  const iam = Object.values(template.Resources).filter(({ Type }) =>
    Object.hasOwn(NAME_PROPERTIES, Type),
  );
  if (iam.length === 0) {
    return { capabilities: [], types: [] };
  }
  const capability = iam.some(isNamed)
    ? 'CAPABILITY_NAMED_IAM'
    : 'CAPABILITY_IAM';
  return {
    capabilities: [capability],
    types: [...new Set(iam.map(({ Type }) => Type))],
  };
}

/** @throws AwsError `InsufficientCapabilitiesException` */
export function assertCapabilities(
  template: Template,
  acknowledged: readonly string[],
): void {
  const missing = requiredCapabilities(template).capabilities.filter(
    capability =>
      !acknowledged.includes(capability) &&
      !(
        capability === 'CAPABILITY_IAM' &&
        acknowledged.includes('CAPABILITY_NAMED_IAM')
      ),
  );
  if (missing.length > 0) {
    throw new AwsError(
      'InsufficientCapabilitiesException',
      `Requires capabilities : [${missing.join(', ')}]`,
    );
  }
}

function isNamed({ Type, Properties }: TemplateResource): boolean {
  const property = NAME_PROPERTIES[Type];
  return property !== undefined && Properties?.[property] !== undefined;
}
