import { RouteTable, Subnet, Vpc } from '@aws-sdk/client-ec2';
import { Target } from '../config';

/** What EC2 says of a network that is there already. @internal */
export interface NetworkFacts {
  vpcs: Vpc[];
  subnets: Subnet[];
  routeTables: RouteTable[];
}

/** Addresses that have to be free in each subnet. @internal */
export interface AddressNeeds {
  isolated: number;
  private: number;
}

/**
 * What is wrong with a target's existing network, if anything. The rules for the databases' subnets are RDS's
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html).
 *
 * @returns a sentence for each problem: which subnet, the rule, and what would pass
 * @internal
 */
export function networkProblems(
  network: NonNullable<Target['network']>,
  facts: NetworkFacts,
  needs: AddressNeeds,
): string[] {
  const { vpcId } = network;
  if (!facts.vpcs.some(vpc => vpc.VpcId === vpcId)) {
    return [
      `network.vpcId: there is no VPC ${vpcId} in this account and region; the ID of one that exists would pass.`,
    ];
  }
  const check = (field: keyof AddressNeeds, subnetId: string) => {
    const where = `network.${field}SubnetIds: ${subnetId}`;
    const subnet = facts.subnets.find(({ SubnetId }) => SubnetId === subnetId);
    return subnet
      ? placeProblems(where, subnet, vpcId, needs[field])
      : [`${where} does not exist; a subnet of ${vpcId} would pass.`];
  };
  return [
    ...network.isolatedSubnetIds.flatMap(id => check('isolated', id)),
    ...network.privateSubnetIds.flatMap(id => check('private', id)),
    ...zoneProblems(network, facts.subnets),
    ...network.isolatedSubnetIds
      .filter(id => leadsToInternet(id, facts.routeTables))
      .map(
        id =>
          `network.isolatedSubnetIds: ${id} has a route to an internet gateway, and databases stand where none is; a subnet with local routes only would pass.`,
      ),
  ];
}

function placeProblems(
  where: string,
  subnet: Subnet,
  vpcId: string,
  addresses: number,
): string[] {
  if (subnet.VpcId !== vpcId) {
    return [`${where} is in ${subnet.VpcId}; a subnet of ${vpcId} would pass.`];
  }
  const free = subnet.AvailableIpAddressCount ?? 0;
  return free < addresses
    ? [
        `${where} has ${free} free addresses; one with at least ${addresses} would pass, such as a new /24.`,
      ]
    : [];
}

/** A DB subnet group covers two zones at least, and each database is put into the zone that app-config tells. */
function zoneProblems(
  network: NonNullable<Target['network']>,
  subnets: Subnet[],
): string[] {
  const zones = network.isolatedSubnetIds.map(
    id => subnets.find(subnet => subnet.SubnetId === id)?.AvailabilityZone,
  );
  const problems = zones.flatMap((zone, index) => {
    const told = network.availabilityZones[index];
    return zone && zone !== told
      ? [
          `network.availabilityZones: ${network.isolatedSubnetIds[index]} is in ${zone}, not in ${told}; its own zone at the same place of the list would pass.`,
        ]
      : [];
  });
  const known = zones.filter(zone => zone !== undefined);
  if (new Set(known).size < known.length) {
    problems.push(
      `network.isolatedSubnetIds: ${known.join(
        ', ',
      )} are their availability zones, and no two may be the same; one subnet in each of two or three zones would pass.`,
    );
  }
  return problems;
}

/** A subnet without a table of its own has the network's main one. */
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
