import {
  attachInterface,
  dependencyViolation,
  detachInterfaces,
  listInterfaces,
} from '../NetworkInterface';
import { ec2Id, ownerOf, stableHex, text, texts } from '../names';
import { ResourceContext } from '../ResourceHandler';
import { SimpleResourceType } from '../SimpleResourceType';
import { findStored, listStored } from '../StoredResource';
import { removeGroup } from './defaultGroups';

const SUBNET = 'AWS::EC2::Subnet';

/** VPC resources. */
export const NETWORK_TYPES: SimpleResourceType[] = [
  {
    type: 'AWS::EC2::VPC',
    physicalId: ctx => ec2Id(ctx, 'vpc'),
    attributes: (ctx, properties, vpcId) => ({
      VpcId: vpcId,
      CidrBlock: properties.CidrBlock,
      DefaultSecurityGroup: ec2Id(ctx, 'sg'),
      DefaultNetworkAcl: ec2Id(ctx, 'acl'),
      CidrBlockAssociations: [ec2Id(ctx, 'vpc-cidr-assoc')],
      Ipv6CidrBlocks: [],
    }),
    checkDelete: (ctx, { physicalId }) => {
      const isInside = (type: string) =>
        listStored(ctx.world, type).some(
          ({ properties }) => properties.VpcId === physicalId,
        );
      const inUse =
        [SUBNET, 'AWS::EC2::SecurityGroup', 'AWS::EC2::VPCEndpoint'].some(
          isInside,
        ) || listInterfaces(ctx.world).some(eni => eni.VpcId === physicalId);
      if (inUse) {
        throw dependencyViolation(
          `The vpc '${physicalId}' has dependencies and cannot be deleted.`,
        );
      }
    },
    removed: ({ world }, { attributes }) =>
      removeGroup(world, String(attributes.DefaultSecurityGroup)),
  },
  {
    type: SUBNET,
    physicalId: ctx => ec2Id(ctx, 'subnet'),
    attributes: (ctx, properties, subnetId) => ({
      SubnetId: subnetId,
      AvailabilityZone: text(properties.AvailabilityZone) ?? `${ctx.region}a`,
      CidrBlock: properties.CidrBlock,
      VpcId: properties.VpcId,
      NetworkAclAssociationId: ec2Id(ctx, 'aclassoc'),
    }),
    checkDelete: (ctx, { physicalId }) => {
      if (listInterfaces(ctx.world).some(eni => eni.SubnetId === physicalId)) {
        throw dependencyViolation(
          `The subnet '${physicalId}' has dependencies and cannot be deleted.`,
        );
      }
    },
  },
  {
    type: 'AWS::EC2::RouteTable',
    physicalId: ctx => ec2Id(ctx, 'rtb'),
    attributes: (_ctx, _properties, id) => ({ RouteTableId: id }),
  },
  {
    type: 'AWS::EC2::Route',
    taggable: false,
    physicalId: (_ctx, properties) =>
      `${properties.RouteTableId}|${
        properties.DestinationCidrBlock ??
        properties.DestinationIpv6CidrBlock ??
        properties.DestinationPrefixListId
      }`,
    attributes: (_ctx, properties) => ({
      CidrBlock: properties.DestinationCidrBlock,
    }),
  },
  {
    type: 'AWS::EC2::SubnetRouteTableAssociation',
    taggable: false,
    physicalId: ctx => ec2Id(ctx, 'rtbassoc'),
    attributes: (_ctx, _properties, id) => ({ Id: id }),
  },
  {
    type: 'AWS::EC2::InternetGateway',
    physicalId: ctx => ec2Id(ctx, 'igw'),
    attributes: (_ctx, _properties, id) => ({ InternetGatewayId: id }),
  },
  {
    type: 'AWS::EC2::VPCGatewayAttachment',
    taggable: false,
    physicalId: (_ctx, properties) =>
      `${properties.InternetGatewayId ? 'IGW' : 'VGW'}|${properties.VpcId}`,
    attributes: (_ctx, properties) => ({
      AttachmentType: properties.InternetGatewayId ? 'IGW' : 'VGW',
    }),
  },
  {
    type: 'AWS::EC2::EIP',
    physicalId: publicIp,
    attributes: (ctx, _properties, ip) => ({
      AllocationId: ec2Id(ctx, 'eipalloc'),
      PublicIp: ip,
    }),
  },
  {
    type: 'AWS::EC2::NatGateway',
    physicalId: ctx => ec2Id(ctx, 'nat'),
    attributes: (_ctx, _properties, id) => ({ NatGatewayId: id }),
    stored: ({ world }, { physicalId, properties }) => {
      attachInterface(world, physicalId, {
        SubnetId: String(properties.SubnetId),
        Groups: [],
        Description: `Interface for NAT Gateway ${physicalId}`,
        InterfaceType: 'nat_gateway',
        RequesterId: 'amazon-nat',
      });
    },
    removed: ({ world }, { physicalId }) => detachInterfaces(world, physicalId),
  },
  {
    type: 'AWS::EC2::FlowLog',
    physicalId: ctx => ec2Id(ctx, 'fl'),
    attributes: (_ctx, _properties, id) => ({ Id: id }),
  },
  {
    type: 'AWS::EC2::VPCEndpoint',
    physicalId: ctx => ec2Id(ctx, 'vpce'),
    attributes: (_ctx, properties, id) => ({
      Id: id,
      CreationTimestamp: new Date().toISOString(),
      DnsEntries: [],
      NetworkInterfaceIds: [],
      VpcId: properties.VpcId,
    }),
    stored: ({ world }, { physicalId, properties }) => {
      for (const subnetId of texts(properties.SubnetIds)) {
        attachInterface(world, physicalId, {
          SubnetId: subnetId,
          Groups: texts(properties.SecurityGroupIds),
          Description: `VPC Endpoint Interface ${physicalId}`,
          InterfaceType: 'vpc_endpoint',
          RequesterId: 'amazon-aws',
        });
      }
    },
    removed: ({ world }, { physicalId }) => detachInterfaces(world, physicalId),
  },
];

/** An unused address of the benchmarking range 198.18.0.0/15. */
function publicIp(ctx: ResourceContext): string {
  for (let attempt = 0; ; attempt += 1) {
    const number = Number.parseInt(stableHex(ctx, `eip-${attempt}`, 6), 16);
    const [a, b, c] = [number >> 16, number >> 8, number].map(n => n % 256);
    const ip = `198.${18 + (a % 2)}.${b}.${c}`;
    const holder = findStored(ctx.world, 'AWS::EC2::EIP', ip);
    if (!holder || holder.owner === ownerOf(ctx)) {
      return ip;
    }
  }
}
