import { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { NetworkInterface } from '@aws-sdk/client-ec2';
import { idsOf } from './idsOf';
import { TargetRuntime } from './TargetRuntime';

/**
 * Finds what others have put into the environment's network or security groups: it keeps them in use, and the deletion
 * would fail half way.
 *
 * @param resources - of the stack
 * @returns one sentence, or none
 * @internal
 */
export async function foreignInterfaces(
  runtime: TargetRuntime,
  resources: StackResourceSummary[],
): Promise<string[]> {
  const [inVpcs, inGroups] = await Promise.all([
    runtime.network.interfaces('vpc-id', idsOf(resources, 'AWS::EC2::VPC')),
    runtime.network.interfaces(
      'group-id',
      idsOf(resources, 'AWS::EC2::SecurityGroup'),
    ),
  ]);
  const ours = new Set(
    resources.flatMap(resource => resource.PhysicalResourceId ?? []),
  );
  const foreign = new Map(
    [...inVpcs, ...inGroups]
      .filter(one => !isOurs(one, ours))
      .map(one => [one.NetworkInterfaceId, describe(one)]),
  );
  return foreign.size === 0
    ? []
    : [
        `Others use the environment's network or security groups, and would block the deletion: ${[
          ...foreign.values(),
        ].join(', ')}. Remove or move them first.`,
      ];
}

/**
 * What AWS makes for the stack's own resources names them: an instance by its attachment, a NAT gateway by the
 * description; those of RDS name nobody, and go with the databases.
 */
function isOurs(one: NetworkInterface, ours: Set<string>): boolean {
  const instanceId = one.Attachment?.InstanceId;
  const description = one.Description ?? '';
  return (
    (instanceId !== undefined && ours.has(instanceId)) ||
    one.RequesterId === 'amazon-rds' ||
    description === 'RDSNetworkInterface' ||
    [...ours].some(id => id.length > 8 && description.includes(id))
  );
}

function describe(one: NetworkInterface): string {
  const what = one.Description || one.Attachment?.InstanceId;
  return what
    ? `${one.NetworkInterfaceId} (${what})`
    : `${one.NetworkInterfaceId}`;
}
