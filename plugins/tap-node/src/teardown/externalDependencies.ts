import { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { SecurityGroup } from '@aws-sdk/client-ec2';
import { Finding, FindingCode } from '@tap/plugin-tap-common';
import { idsOf } from './idsOf';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Finds external resources in the environment's network: rules of other security groups that reference its groups, and
 * security groups, subnets and endpoints in its VPC. Each keeps a group or the VPC in use, and its deletion fails
 * (https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html).
 *
 * @param resources - of the stack
 * @returns a finding for each kind that exists
 */
export async function externalDependencies(
  runtime: TargetRuntime,
  resources: StackResourceSummary[],
): Promise<Finding[]> {
  const { network } = runtime;
  const vpcIds = idsOf(resources, 'AWS::EC2::VPC');
  const groupIds = idsOf(resources, 'AWS::EC2::SecurityGroup');
  const [ingress, egress, groups, subnets, endpoints] = await Promise.all([
    network.securityGroups('ip-permission.group-id', groupIds),
    network.securityGroups('egress.ip-permission.group-id', groupIds),
    network.securityGroups('vpc-id', vpcIds),
    network.subnets('vpc-id', vpcIds),
    network.endpoints(vpcIds),
  ]);
  const ours = new Set(
    resources.flatMap(resource => resource.PhysicalResourceId ?? []),
  );
  const external = (names: Array<[id: string | undefined, name: string]>) => [
    ...new Map(names.filter(([id]) => id && !ours.has(id))).values(),
  ];
  return [
    finding(
      'external-rules',
      "Rules of other security groups reference the environment's security groups:",
      external(named([...ingress, ...egress])),
    ),
    finding(
      'external-security-groups',
      "The environment's VPC contains other security groups:",
      // The default security group is deleted with its VPC.
      external(named(groups.filter(group => group.GroupName !== 'default'))),
    ),
    finding(
      'external-subnets',
      "The environment's VPC contains other subnets:",
      external(subnets.map(({ SubnetId }) => [SubnetId, SubnetId!])),
    ),
    finding(
      'external-endpoints',
      "The environment's VPC contains other endpoints:",
      external(
        endpoints.map(({ ServiceName, VpcEndpointId }) => [
          VpcEndpointId,
          `${VpcEndpointId} (${ServiceName})`,
        ]),
      ),
    ),
  ].flat();
}

function named(groups: SecurityGroup[]): Array<[string | undefined, string]> {
  return groups.map(({ GroupId, GroupName }) => [
    GroupId,
    `${GroupId} (${GroupName})`,
  ]);
}

function finding(code: FindingCode, what: string, found: string[]): Finding[] {
  return found.length > 0
    ? [{ code, text: `${what} ${found.join(', ')}.` }]
    : [];
}
