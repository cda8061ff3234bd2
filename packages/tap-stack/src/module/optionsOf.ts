import type { Egress } from '../props/egress';
import type { ExistingNetwork, TapStackProps } from '../props/TapStackProps';
import type { TemplateResource } from './Template';

/** Properties of TapStack whose change replaces resources or is rejected by RDS. @public */
export type TemplateOptions = Pick<
  TapStackProps,
  'egress' | 'extendedSupport' | 'network' | 'rolePath' | 'vpcCidr'
>;

type Resources = Readonly<Record<string, TemplateResource>>;

/**
 * Reads from a template the properties that it was made with and that must not change. They are literal values in
 * templates of every release; a reference means that the stack has the resource itself.
 *
 * @returns an absent member was not set, or has the default
 */
export function optionsOf(resources: Resources): TemplateOptions {
  const first = (type: string, property: string) =>
    Object.values(resources)
      .filter(({ Type }) => Type === type)
      .map(({ Properties }) => Properties?.[property])
      .find(value => value !== undefined);
  return {
    egress: egressOf(first),
    extendedSupport:
      first('AWS::RDS::DBInstance', 'EngineLifecycleSupport') ===
      'open-source-rds-extended-support',
    network: networkOf(first),
    rolePath: literal(first('AWS::IAM::Role', 'Path')),
    vpcCidr: literal(first('AWS::EC2::VPC', 'CidrBlock')),
  };
}

/** The existing network; the template names only the first of the private subnets, the bastion's. */
function networkOf(
  first: (type: string, property: string) => unknown,
): ExistingNetwork | undefined {
  const vpcId = literal(first('AWS::EC2::SecurityGroup', 'VpcId'));
  const privateSubnetId = literal(first('AWS::EC2::Instance', 'SubnetId'));
  const isolatedSubnetIds = first('AWS::RDS::DBSubnetGroup', 'SubnetIds');
  return vpcId && privateSubnetId
    ? {
        vpcId,
        isolatedSubnetIds: isolatedSubnetIds as string[],
        privateSubnetIds: [privateSubnetId],
      }
    : undefined;
}

/** Every template with egress has a bastion, except with a shared one, for which the egress has no effect. */
function egressOf(first: (type: string, property: string) => unknown): Egress {
  const type = 'AWS::EC2::Instance';
  if (first(type, 'ImageId') === undefined) {
    return 'none';
  }
  return first(type, 'NetworkInterfaces') ? 'public-ip' : 'nat-gateway';
}

function literal(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
