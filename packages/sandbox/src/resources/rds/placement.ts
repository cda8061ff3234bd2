import { attachInterface, detachInterfaces } from '../NetworkInterface';
import { stableHex, text, texts, isTrue } from '../names';
import { Properties, ResourceContext } from '../ResourceHandler';
import { findStored, StoredResource } from '../StoredResource';
import { World } from '../World';
import { rejectIf } from './databaseRules';
import { SUBNET_GROUP, zonesOf } from './groupTypes';
import { StoredDatabase } from './StoredDatabase';

/** The availability zones of a database and its standby. */
export interface Placement {
  availabilityZone: string;
  secondaryZone?: string;
}

/**
 * Chooses zones of the subnet group: the requested one, otherwise any, and
 * another one for the standby.
 *
 * @throws ResourceFailure if the group does not exist or does not cover the
 *   zone
 */
export function choosePlacement(
  ctx: ResourceContext,
  subnetGroup: string,
  properties: Properties,
): Placement {
  const zones = zonesOf(ctx, texts(groupOf(ctx.world, subnetGroup).SubnetIds));
  const wanted = text(properties.AvailabilityZone);
  rejectIf(
    wanted && !zones.includes(wanted)
      ? `DB subnet group ${subnetGroup} has no subnet in the availability zone ${wanted}, only in ${zones.join(
          ', ',
        )}`
      : undefined,
    'InvalidVPCNetworkStateFault',
  );
  const index = Number.parseInt(stableHex(ctx, 'zone', 6), 16) % zones.length;
  const availabilityZone = wanted ?? zones[index];
  return {
    availabilityZone,
    secondaryZone: isTrue(properties.MultiAZ)
      ? zones.find(zone => zone !== availabilityZone)
      : undefined,
  };
}

/** Creates the network interfaces of a database in its subnets. */
export function attachDatabase(world: World, database: StoredDatabase): void {
  detachInterfaces(world, database.physicalId);
  const subnets = texts(groupOf(world, database.subnetGroup).SubnetIds)
    .map(id => findStored(world, 'AWS::EC2::Subnet', id))
    .filter((subnet): subnet is StoredResource => subnet !== undefined);
  for (const zone of [database.availabilityZone, database.secondaryZone]) {
    const subnet = subnets.find(
      ({ attributes }) => attributes.AvailabilityZone === zone,
    );
    if (subnet) {
      attachInterface(world, database.physicalId, {
        SubnetId: subnet.physicalId,
        Groups: texts(database.properties.VPCSecurityGroups),
        Description: 'RDSNetworkInterface',
        InterfaceType: 'interface',
        RequesterId: 'amazon-rds',
      });
    }
  }
}

function groupOf(world: World, subnetGroup: string): Properties {
  const group = findStored(world, SUBNET_GROUP, subnetGroup);
  rejectIf(
    group ? undefined : `DB subnet group '${subnetGroup}' does not exist.`,
    'DBSubnetGroupNotFoundFault',
  );
  return group!.properties;
}
