import { findInterfaces } from './networkInterfaces';
import { text } from '../../resources/names';
import { listInterfaces } from '../../resources/NetworkInterface';
import { Properties } from '../../resources/ResourceHandler';
import { listStored, StoredResource } from '../../resources/StoredResource';
import { World } from '../../resources/World';
import { applyFilters } from '../filters';
import { Operation } from '../../protocol/ServiceOperations';
import { availabilityZones, regionCode } from './availabilityZones';
import { describeOperation, storedDescription, tagSet } from './describeStored';

const vpcId = ({ properties }: StoredResource) => [String(properties.VpcId)];

/** Operations on networks. */
export const NETWORK_OPERATIONS: Record<string, Operation> = {
  DescribeAvailabilityZones: async ({ Filter }, { region }) => {
    const zones = applyFilters(availabilityZones(region), Filter, {
      'opt-in-status': () => ['opt-in-not-required'],
      'region-name': () => [region],
      state: () => ['available'],
      'zone-name': zone => [zone],
      'zone-type': () => ['availability-zone'],
    });
    return {
      availabilityZoneInfo: zones.map((zoneName, index) => ({
        zoneName,
        zoneId: `${regionCode(region)}-az${index + 1}`,
        zoneState: 'available',
        zoneType: 'availability-zone',
        regionName: region,
        groupName: region,
        networkBorderGroup: region,
        optInStatus: 'opt-in-not-required',
      })),
    };
  },

  DescribeVpcs: describeOperation({
    ...storedDescription('AWS::EC2::VPC'),
    set: 'vpcSet',
    idParameter: 'VpcId',
    notFound: 'InvalidVpcID.NotFound',
    filters: {
      cidr: ({ properties }) => [String(properties.CidrBlock)],
      'is-default': () => ['false'],
      state: () => ['available'],
      'vpc-id': ({ physicalId }) => [physicalId],
    },
    describe: ({ physicalId, properties, tags }, _world, ownerId) => ({
      vpcId: physicalId,
      ownerId,
      cidrBlock: properties.CidrBlock,
      state: 'available',
      isDefault: false,
      tagSet: tagSet(tags),
    }),
  }),

  DescribeSubnets: describeOperation({
    ...storedDescription('AWS::EC2::Subnet'),
    set: 'subnetSet',
    idParameter: 'SubnetId',
    notFound: 'InvalidSubnetID.NotFound',
    filters: {
      'availability-zone': ({ attributes }) => [
        String(attributes.AvailabilityZone),
      ],
      state: () => ['available'],
      'subnet-id': ({ physicalId }) => [physicalId],
      'vpc-id': vpcId,
    },
    describe: ({ physicalId, properties, attributes, tags }, world, owner) => ({
      subnetId: physicalId,
      ownerId: owner,
      vpcId: properties.VpcId,
      cidrBlock: properties.CidrBlock,
      availabilityZone: attributes.AvailabilityZone,
      availableIpAddressCount: freeAddresses(world, physicalId, properties),
      mapPublicIpOnLaunch: properties.MapPublicIpOnLaunch ?? false,
      state: 'available',
      tagSet: tagSet(tags),
    }),
  }),

  DescribeRouteTables: describeOperation({
    ...storedDescription('AWS::EC2::RouteTable'),
    set: 'routeTableSet',
    idParameter: 'RouteTableId',
    notFound: 'InvalidRouteTableID.NotFound',
    filters: {
      'route-table-id': ({ physicalId }) => [physicalId],
      'vpc-id': vpcId,
    },
    describe: (table, world, ownerId) => ({
      routeTableId: table.physicalId,
      ownerId,
      vpcId: table.properties.VpcId,
      routeSet: routes(world, table),
      associationSet: associations(world, table),
      tagSet: tagSet(table.tags),
    }),
  }),

  DescribeVpcEndpoints: describeOperation({
    ...storedDescription('AWS::EC2::VPCEndpoint'),
    set: 'vpcEndpointSet',
    idParameter: 'VpcEndpointId',
    notFound: 'InvalidVpcEndpointId.NotFound',
    filters: {
      'service-name': ({ properties }) => [String(properties.ServiceName)],
      'vpc-endpoint-id': ({ physicalId }) => [physicalId],
      'vpc-endpoint-type': ({ properties }) => [
        text(properties.VpcEndpointType) ?? 'Gateway',
      ],
      'vpc-id': vpcId,
    },
    describe: ({ physicalId, properties, tags }, _world, ownerId) => ({
      vpcEndpointId: physicalId,
      vpcEndpointType: text(properties.VpcEndpointType) ?? 'Gateway',
      vpcId: properties.VpcId,
      ownerId,
      serviceName: properties.ServiceName,
      state: 'available',
      routeTableIdSet: properties.RouteTableIds,
      subnetIdSet: properties.SubnetIds,
      tagSet: tagSet(tags),
    }),
  }),

  DescribeAddresses: describeOperation({
    ...storedDescription('AWS::EC2::EIP'),
    set: 'addressesSet',
    idParameter: 'PublicIp',
    notFound: 'InvalidAddress.NotFound',
    filters: { 'public-ip': ({ physicalId }) => [physicalId] },
    describe: ({ physicalId, attributes, tags }) => ({
      publicIp: physicalId,
      allocationId: attributes.AllocationId,
      domain: 'vpc',
      tagSet: tagSet(tags),
    }),
  }),

  DescribeNatGateways: describeOperation({
    ...storedDescription('AWS::EC2::NatGateway'),
    set: 'natGatewaySet',
    idParameter: 'NatGatewayId',
    notFound: 'NatGatewayNotFound',
    filters: { state: () => ['available'] },
    describe: ({ physicalId, properties, tags }) => ({
      natGatewayId: physicalId,
      subnetId: properties.SubnetId,
      state: 'available',
      tagSet: tagSet(tags),
    }),
  }),

  DescribeNetworkInterfaces: findInterfaces,

  DescribeManagedPrefixLists: async ({ Filter }, { region }) => {
    const lists = ['s3', 'dynamodb'].map((service, index) => ({
      prefixListId: `pl-6${index}a54008`,
      prefixListName: `com.amazonaws.${region}.${service}`,
    }));
    const wanted = applyFilters(lists, Filter, {
      'owner-id': () => ['AWS'],
      'prefix-list-id': ({ prefixListId }) => [prefixListId],
      'prefix-list-name': ({ prefixListName }) => [prefixListName],
    });
    return {
      prefixListSet: wanted.map(list => ({
        ...list,
        addressFamily: 'IPv4',
        ownerId: 'AWS',
        prefixListArn: `arn:aws:ec2:${region}:aws:prefix-list/${list.prefixListId}`,
        state: 'create-complete',
      })),
    };
  },
};

/**
 * The addresses of a subnet without the five that AWS reserves and those of its
 * network interfaces.
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
function freeAddresses(
  world: World,
  subnetId: string,
  { CidrBlock }: Properties,
): number {
  const bits = Number(String(CidrBlock).split('/')[1]);
  const taken = listInterfaces(world).filter(
    ({ SubnetId }) => SubnetId === subnetId,
  ).length;
  return 2 ** (32 - bits) - 5 - taken;
}

function routes(world: World, table: StoredResource) {
  return listStored(world, 'AWS::EC2::Route')
    .filter(({ properties }) => properties.RouteTableId === table.physicalId)
    .map(({ properties }) => ({
      destinationCidrBlock: properties.DestinationCidrBlock,
      destinationPrefixListId: properties.DestinationPrefixListId,
      gatewayId: properties.GatewayId,
      natGatewayId: properties.NatGatewayId,
      origin: 'CreateRoute',
      state: 'active',
    }));
}

function associations(world: World, table: StoredResource) {
  return listStored(world, 'AWS::EC2::SubnetRouteTableAssociation')
    .filter(({ properties }) => properties.RouteTableId === table.physicalId)
    .map(({ physicalId, properties }) => ({
      routeTableAssociationId: physicalId,
      routeTableId: table.physicalId,
      subnetId: properties.SubnetId,
      main: false,
    }));
}
