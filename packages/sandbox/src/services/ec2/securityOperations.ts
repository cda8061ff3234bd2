import { Properties } from '../../resources/ResourceHandler';
import { listStored, StoredResource } from '../../resources/StoredResource';
import { isGroupClosed } from '../../resources/types/defaultGroups';
import { World } from '../../resources/World';
import { Operation } from '../../protocol/ServiceOperations';
import { Description, describeOperation, tagSet } from './describeStored';

interface Group {
  id: string;
  name: string;
  description: string;
  vpcId: string;
  ingress: Properties[];
  egress: Properties[];
  tags: Record<string, string>;
}

const ANYWHERE = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

const GROUPS: Description<Group> = {
  set: 'securityGroupInfo',
  idParameter: 'GroupId',
  notFound: 'InvalidGroup.NotFound',
  idOf: ({ id }) => id,
  list: world => [...createdGroups(world), ...defaultGroups(world)],
  filters: {
    'group-id': ({ id }) => [id],
    'group-name': ({ name }) => [name],
    'ip-permission.group-id': ({ ingress }) => ingress.flatMap(referredGroup),
    'egress.ip-permission.group-id': ({ egress }) =>
      egress.flatMap(referredGroup),
    'vpc-id': group => [group.vpcId],
  },
  describe: (group, _world, ownerId) => ({
    groupId: group.id,
    groupName: group.name,
    groupDescription: group.description,
    ownerId,
    vpcId: group.vpcId,
    ipPermissions: group.ingress.map(describeRule),
    ipPermissionsEgress: group.egress.map(describeRule),
    tagSet: tagSet(group.tags),
  }),
};

/** Operations on security groups. */
export const SECURITY_OPERATIONS: Record<string, Operation> = {
  DescribeSecurityGroups: describeOperation(GROUPS),
};

function createdGroups(world: World): Group[] {
  return listStored(world, 'AWS::EC2::SecurityGroup').map(
    ({ physicalId, properties, tags }) => {
      const rules = (type: string) =>
        listStored(world, `AWS::EC2::SecurityGroup${type}`)
          .map(rule => rule.properties)
          .filter(({ GroupId }) => GroupId === physicalId);
      const inline = (value: unknown) =>
        Array.isArray(value) ? (value as Properties[]) : undefined;
      return {
        id: physicalId,
        name: String(properties.GroupName ?? physicalId),
        description: String(properties.GroupDescription),
        vpcId: String(properties.VpcId),
        ingress: [
          ...(inline(properties.SecurityGroupIngress) ?? []),
          ...rules('Ingress'),
        ],
        egress: [
          ...(inline(properties.SecurityGroupEgress) ?? [ANYWHERE]),
          ...rules('Egress'),
        ],
        tags,
      };
    },
  );
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html */
function defaultGroups(world: World): Group[] {
  return listStored(world, 'AWS::EC2::VPC').map((vpc: StoredResource) => {
    const id = String(vpc.attributes.DefaultSecurityGroup);
    const isClosed = isGroupClosed(world, id);
    const itself = { IpProtocol: '-1', SourceSecurityGroupId: id };
    return {
      id,
      name: 'default',
      description: 'default VPC security group',
      vpcId: vpc.physicalId,
      ingress: isClosed ? [] : [itself],
      egress: isClosed ? [] : [ANYWHERE],
      tags: {},
    };
  });
}

/** The group that a rule references instead of addresses, if any. */
function referredGroup(rule: Properties): string[] {
  const group = rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId;
  return group ? [String(group)] : [];
}

function describeRule(rule: Properties) {
  const [group] = referredGroup(rule);
  const list = rule.SourcePrefixListId ?? rule.DestinationPrefixListId;
  const description = rule.Description;
  return {
    ipProtocol: rule.IpProtocol,
    fromPort: rule.FromPort,
    toPort: rule.ToPort,
    groups: group ? [{ groupId: group, description }] : [],
    ipRanges: rule.CidrIp ? [{ cidrIp: rule.CidrIp, description }] : [],
    ipv6Ranges: rule.CidrIpv6 ? [{ cidrIpv6: rule.CidrIpv6, description }] : [],
    prefixListIds: list ? [{ prefixListId: list, description }] : [],
  };
}
