import { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { SecurityGroup } from '@aws-sdk/client-ec2';
import { idsOf } from './idsOf';
import { TargetRuntime } from './TargetRuntime';

/**
 * Finds what others have put beside the environment's network resources without an interface of its own: rules of their
 * security groups that name ours, and groups, subnets and endpoints in our VPC. Each keeps a group or the VPC in use
 * (https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html), and the deletion would fail half way.
 *
 * @param resources - of the stack
 * @returns a sentence for each kind that was found
 * @internal
 */
export async function foreignNeighbours(
  runtime: TargetRuntime,
  resources: StackResourceSummary[],
): Promise<string[]> {
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
  const foreign = (names: Array<[id: string | undefined, name: string]>) => [
    ...new Map(names.filter(([id]) => id && !ours.has(id))).values(),
  ];
  return [
    sentence(
      "Rules of other security groups name the environment's: those of",
      foreign(named([...ingress, ...egress])),
      'Remove those rules first.',
    ),
    sentence(
      "Others have security groups in the environment's network:",
      // Each VPC has one by itself, which goes with it.
      foreign(named(groups.filter(group => group.GroupName !== 'default'))),
      'Delete them first.',
    ),
    sentence(
      "Others have subnets in the environment's network:",
      foreign(subnets.map(({ SubnetId }) => [SubnetId, SubnetId!])),
      'Delete them first.',
    ),
    sentence(
      "Others have endpoints in the environment's network:",
      foreign(
        endpoints.map(({ ServiceName, VpcEndpointId }) => [
          VpcEndpointId,
          `${VpcEndpointId} (${ServiceName})`,
        ]),
      ),
      'Delete them first.',
    ),
  ].flat();
}

function named(groups: SecurityGroup[]): Array<[string | undefined, string]> {
  return groups.map(({ GroupId, GroupName }) => [
    GroupId,
    `${GroupId} (${GroupName})`,
  ]);
}

function sentence(what: string, found: string[], advice: string): string[] {
  return found.length > 0 ? [`${what} ${found.join(', ')}. ${advice}`] : [];
}
