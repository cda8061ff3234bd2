import type { PlacedNetwork } from '../network/addNetwork';
import { Bastion } from './Bastion';
import { bastionImage } from './bastionImage';
import { BucketInventory } from './BucketInventory';
import { Housekeeping } from './Housekeeping';
import type { StackParts } from '../StackParts';

/** Services of the environment without data. */
export interface Services {
  bastion: Bastion;
  inventory: BucketInventory;
  housekeeping: Housekeeping;
}

/**
 * Adds bastion, inventory and housekeeping. The databases do not depend on
 * them.
 */
export function addServices(
  parts: StackParts,
  network: PlacedNetwork,
): Services {
  const { stack, props, key, bucket, accessLogs, role } = parts;
  const bastion = new Bastion(stack, 'Bastion', {
    subnetId: network.layout.privateSubnetIds[0],
    securityGroupId: network.groups.bastion.attrGroupId,
    keyArn: key.arn,
    imageId: bastionImage(stack, props),
    majorVersion: props.engineVersion.major,
    role,
  });
  for (const route of network.wayOut) {
    bastion.instance.addResourceDependency(route);
  }
  const inventory = new BucketInventory(stack, 'Inventory', {
    bucket,
    key,
    role,
  });
  const housekeeping = new Housekeeping(stack, 'Housekeeping', {
    keyArn: key.arn,
    role,
    buckets: [bucket.resource, accessLogs.resource],
    defaultSecurityGroupId: network.defaultSecurityGroupId,
  });
  for (const writer of inventory.writers) {
    housekeeping.emptyAfter(writer, bucket.resource);
  }
  housekeeping.emptyAfter(accessLogs.policy, accessLogs.resource);
  return { bastion, inventory, housekeeping };
}
