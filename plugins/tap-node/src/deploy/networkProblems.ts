import type {
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
} from '@aws-sdk/client-ec2';
import { Target } from '../config';

/** EC2 data of an existing network. */
export interface NetworkFacts {
  vpcs: Vpc[];
  subnets: Subnet[];
  routeTables: RouteTable[];
  /** Of the shared bastion; empty without one. */
  bastionInterfaces: NetworkInterface[];
}

/** Free addresses that each subnet needs. */
export interface AddressNeeds {
  isolated: number;
  private: number;
}

/**
 * Problems of a target's existing network. The rules for the databases' subnets are RDS's
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html).
 *
 * @returns a sentence for each problem: the subnet, the rule and a fix
 */
export function networkProblems(
  network: NonNullable<Target['network']>,
  facts: NetworkFacts,
  needs: AddressNeeds,
): string[] {
  const { vpcId } = network;
  if (!facts.vpcs.some(vpc => vpc.VpcId === vpcId)) {
    return [
      `network.vpcId: there is no VPC ${vpcId} in this account and region; use the ID of an existing VPC.`,
    ];
  }
  const check = (field: keyof AddressNeeds, subnetId: string) => {
    const where = `network.${field}SubnetIds: ${subnetId}`;
    const subnet = facts.subnets.find(({ SubnetId }) => SubnetId === subnetId);
    return subnet
      ? placeProblems(where, subnet, vpcId, needs[field])
      : [`${where} does not exist; use a subnet of ${vpcId}.`];
  };
  return [
    ...network.isolatedSubnetIds.flatMap(id => check('isolated', id)),
    ...network.privateSubnetIds.flatMap(id => check('private', id)),
    ...zoneProblems(network, facts.subnets),
    ...bastionProblems(network, facts.bastionInterfaces),
    ...network.isolatedSubnetIds
      .filter(id => leadsToInternet(id, facts.routeTables))
      .map(
        id =>
          `network.isolatedSubnetIds: ${id} has a route to an internet gateway, which subnets of databases must not have; use a subnet with only local routes.`,
      ),
  ];
}

/**
 * Problems of the security groups that the databases admit.
 *
 * @param groups - those of them that exist
 */
export function groupProblems(
  vpcId: string,
  groupIds: string[],
  groups: SecurityGroup[],
): string[] {
  return groupIds
    .filter(
      id =>
        !groups.some(({ GroupId, VpcId }) => GroupId === id && VpcId === vpcId),
    )
    .map(
      id =>
        `reachableFrom: ${vpcId} has no security group ${id}; use a group of this VPC, or a range of a peered VPC.`,
    );
}

function placeProblems(
  where: string,
  subnet: Subnet,
  vpcId: string,
  addresses: number,
): string[] {
  if (subnet.VpcId !== vpcId) {
    return [`${where} is in ${subnet.VpcId}; use a subnet of ${vpcId}.`];
  }
  const free = subnet.AvailableIpAddressCount ?? 0;
  return free < addresses
    ? [
        `${where} has ${free} free addresses; use a subnet with at least ${addresses}, for example a new /24.`,
      ]
    : [];
}

/** A DB subnet group needs at least two zones, and each database is created in the zone in app-config. */
function zoneProblems(
  network: NonNullable<Target['network']>,
  subnets: Subnet[],
): string[] {
  const zones = network.isolatedSubnetIds.map(
    id => subnets.find(subnet => subnet.SubnetId === id)?.AvailabilityZone,
  );
  const problems = zones.flatMap((zone, index) => {
    const configured = network.availabilityZones[index];
    return zone && zone !== configured
      ? [
          `network.availabilityZones: ${network.isolatedSubnetIds[index]} is in ${zone}, not in ${configured}; use ${zone} at this position of the list.`,
        ]
      : [];
  });
  const known = zones.filter(zone => zone !== undefined);
  if (new Set(known).size < known.length) {
    problems.push(
      `network.isolatedSubnetIds: ${known.join(
        ', ',
      )} are their availability zones, which must be different; use one subnet in each of two or three zones.`,
    );
  }
  return problems;
}

function bastionProblems(
  { bastion, vpcId }: NonNullable<Target['network']>,
  interfaces: NetworkInterface[],
): string[] {
  const isUsable = interfaces.some(
    ({ Groups, VpcId }) =>
      VpcId === vpcId &&
      Groups?.some(({ GroupId }) => GroupId === bastion?.securityGroupId),
  );
  return bastion && !isUsable
    ? [
        `network.bastion: ${vpcId} has no instance ${bastion.instanceId} with the security group ${bastion.securityGroupId}; use an instance in this VPC and one of its security groups.`,
      ]
    : [];
}

/** A subnet without a route table uses the main route table of the VPC. */
function leadsToInternet(subnetId: string, tables: RouteTable[]): boolean {
  const own = tables.find(table =>
    table.Associations?.some(each => each.SubnetId === subnetId),
  );
  const table =
    own ?? tables.find(each => each.Associations?.some(({ Main }) => Main));
  return (
    table?.Routes?.some(route => route.GatewayId?.startsWith('igw-')) ?? false
  );
}
