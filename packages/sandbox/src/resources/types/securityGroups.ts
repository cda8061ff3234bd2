import { dependencyViolation, listInterfaces } from '../NetworkInterface';
import { ec2Id, stableHex } from '../names';
import { Properties, ResourceContext } from '../ResourceHandler';
import { SimpleResourceType } from '../SimpleResourceType';
import { listStored, StoredResource } from '../StoredResource';

const GROUP = 'AWS::EC2::SecurityGroup';
const INGRESS = 'AWS::EC2::SecurityGroupIngress';
const EGRESS = 'AWS::EC2::SecurityGroupEgress';

/** Security groups, and their rules as separate resources. */
export const SECURITY_GROUP_TYPES: SimpleResourceType[] = [
  {
    type: GROUP,
    physicalId: ctx => ec2Id(ctx, 'sg'),
    attributes: (_ctx, properties, id) => ({
      GroupId: id,
      Id: id,
      VpcId: properties.VpcId,
    }),
    checkDelete: checkUnused,
  },
  {
    type: INGRESS,
    taggable: false,
    physicalId: ctx => `sgr-0${stableHex(ctx, 'sgr', 16)}`,
    attributes: (_ctx, _properties, id) => ({ Id: id }),
  },
  {
    type: EGRESS,
    taggable: false,
    createOnly: [
      'CidrIp',
      'CidrIpv6',
      'DestinationPrefixListId',
      'DestinationSecurityGroupId',
      'FromPort',
      'GroupId',
      'IpProtocol',
      'ToPort',
    ],
    physicalId: ctx => `sgr-0${stableHex(ctx, 'sgr', 16)}`,
    attributes: (_ctx, _properties, id) => ({ Id: id }),
  },
];

/**
 * A group that a network interface or a rule of another group uses cannot be
 * deleted.
 * https://docs.aws.amazon.com/vpc/latest/userguide/deleting-security-groups.html
 */
function checkUnused(ctx: ResourceContext, { physicalId }: StoredResource) {
  const isOnInterface = listInterfaces(ctx.world).some(({ Groups }) =>
    Groups.includes(physicalId),
  );
  const isInRule = rulesOfOthers(ctx, physicalId).some(rule =>
    [rule.SourceSecurityGroupId, rule.DestinationSecurityGroupId].includes(
      physicalId,
    ),
  );
  if (isOnInterface || isInRule) {
    throw dependencyViolation(`resource ${physicalId} has a dependent object`);
  }
}

/** The rules of all other groups, inline or as separate resources. */
function rulesOfOthers(ctx: ResourceContext, groupId: string): Properties[] {
  const apart = [INGRESS, EGRESS]
    .flatMap(type => listStored(ctx.world, type))
    .map(({ properties }) => properties)
    .filter(({ GroupId }) => GroupId !== groupId);
  const inside = listStored(ctx.world, GROUP)
    .filter(({ physicalId }) => physicalId !== groupId)
    .flatMap(({ properties }) => [
      properties.SecurityGroupIngress,
      properties.SecurityGroupEgress,
    ])
    .flatMap(rules => (Array.isArray(rules) ? (rules as Properties[]) : []));
  return [...apart, ...inside];
}
