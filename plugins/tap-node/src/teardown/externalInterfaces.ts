import { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { NetworkInterface } from '@aws-sdk/client-ec2';
import { Finding } from '@tap/plugin-tap-common';
import { idsOf } from './idsOf';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Finds external network interfaces in the environment's VPC or security groups. They keep both in use, and the
 * deletion of the stack fails.
 *
 * @param resources - of the stack
 * @returns one finding, or none
 */
export async function externalInterfaces(
  runtime: TargetRuntime,
  resources: StackResourceSummary[],
): Promise<Finding[]> {
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
  const external = new Map(
    [...inVpcs, ...inGroups]
      .filter(one => !isOurs(one, ours))
      .map(one => [one.NetworkInterfaceId, describe(one)]),
  );
  return external.size === 0
    ? []
    : [
        {
          code: 'external-interfaces',
          text: `Other network interfaces use the environment's VPC or security groups: ${[
            ...external.values(),
          ].join(', ')}.`,
        },
      ];
}

/**
 * Interfaces that AWS creates for the stack's own resources: an instance's names it in its attachment, a NAT gateway's in
 * its description. Those of RDS name no database and are deleted with it.
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
