import { createHash } from 'node:crypto';

import { ResourceFailure } from './ResourceHandler';
import { findStored } from './StoredResource';
import { World } from './World';

/** Kind of the network interfaces in a world; more can be put there to be in the way. */
export const NETWORK_INTERFACE = 'network-interface';

/** An elastic network interface, which keeps its subnet and its groups in use. */
export interface NetworkInterface {
  NetworkInterfaceId: string;
  SubnetId: string;
  VpcId: string;
  AvailabilityZone: string;
  /** IDs of its security groups. */
  Groups: string[];
  Description: string;
  InterfaceType: string;
  PrivateIpAddress: string;
  /** Physical ID of the resource that has it; undefined for a foreign one. */
  ownedBy?: string;
  /** e.g. `amazon-rds` */
  RequesterId?: string;
}

/**
 * Puts an interface into a subnet, as databases, NAT gateways, instances and
 * interface endpoints do. Putting the same one again changes its groups.
 */
export function attachInterface(
  world: World,
  ownedBy: string,
  details: Pick<
    NetworkInterface,
    'SubnetId' | 'Groups' | 'Description' | 'InterfaceType' | 'RequesterId'
  >,
): NetworkInterface {
  const hash = createHash('sha256').update(`${ownedBy}/${details.SubnetId}`);
  const digest = hash.digest();
  const subnet = findStored(world, 'AWS::EC2::Subnet', details.SubnetId);
  const networkInterface: NetworkInterface = {
    ...details,
    NetworkInterfaceId: `eni-0${digest.toString('hex').slice(0, 16)}`,
    VpcId: String(subnet?.properties.VpcId ?? ''),
    AvailabilityZone: String(subnet?.attributes.AvailabilityZone ?? ''),
    PrivateIpAddress: `10.${digest[0]}.${digest[1]}.${digest[2]}`,
    ownedBy,
  };
  world.put(
    NETWORK_INTERFACE,
    networkInterface.NetworkInterfaceId,
    networkInterface,
  );
  return networkInterface;
}

/** Takes the interfaces of a resource away. */
export function detachInterfaces(world: World, ownedBy: string): void {
  for (const each of listInterfaces(world)) {
    if (each.ownedBy === ownedBy) {
      world.remove(NETWORK_INTERFACE, each.NetworkInterfaceId);
    }
  }
}

/** All interfaces of a world. */
export function listInterfaces(world: World): NetworkInterface[] {
  return world.list<NetworkInterface>(NETWORK_INTERFACE);
}

/**
 * What EC2 answers when something is still in use:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function dependencyViolation(message: string): ResourceFailure {
  return new ResourceFailure(
    `${message} (Service: Ec2, Status Code: 400, Error Code: DependencyViolation)`,
    'InvalidRequest',
  );
}
