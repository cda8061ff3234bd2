import { createHash } from 'node:crypto';

import { ResourceFailure } from './ResourceHandler';
import { findStored } from './StoredResource';
import { World } from './World';

/**
 * Kind of the network interfaces in a world. Tests can add others, to block
 * deletions.
 */
export const NETWORK_INTERFACE = 'network-interface';

/**
 * An elastic network interface. It keeps its subnet and security groups in use.
 */
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
  /** Physical ID of the resource that owns it; undefined if no stack does. */
  ownedBy?: string;
  /** For example `amazon-rds`. */
  RequesterId?: string;
}

/**
 * Adds a network interface to a subnet, as databases, NAT gateways, instances
 * and interface endpoints do. Adding an existing one changes its groups.
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

/** Removes the network interfaces of a resource. */
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
 * The error that EC2 returns while a resource is in use:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function dependencyViolation(message: string): ResourceFailure {
  return new ResourceFailure(
    `${message} (Service: Ec2, Status Code: 400, Error Code: DependencyViolation)`,
    'InvalidRequest',
  );
}
