import type { PlacedNetwork } from '../network/addNetwork';
import { Bastion } from './Bastion';
import { bastionImage } from './bastionImage';
import { BucketInventory } from './BucketInventory';
import { Housekeeping } from './Housekeeping';
import type { Statement } from './ServiceRole';
import type { StackParts } from '../StackParts';

/** Services of the environment without data. */
export interface Services {
  /** Undefined if the environment has none of its own. */
  bastion: Bastion | undefined;
  inventory: BucketInventory;
  housekeeping: Housekeeping;
}

/**
 * Adds the bastion, if there is one, inventory and housekeeping. The databases do not depend on
 * them.
 *
 * @param bastionStatements - permissions of the scripts on the bastion
 */
export function addServices(
  parts: StackParts,
  network: PlacedNetwork,
  bastionStatements: Statement[],
): Services {
  const { stack, key, bucket, accessLogs, role } = parts;
  const bastion = addBastion(parts, network, bastionStatements);
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

function addBastion(
  { stack, props, key, role }: StackParts,
  { bastionPlace, groups }: PlacedNetwork,
  statements: Statement[],
): Bastion | undefined {
  if (!bastionPlace || !groups.bastionId) {
    return undefined;
  }
  const bastion = new Bastion(stack, 'Bastion', {
    subnetId: bastionPlace.subnetId,
    securityGroupId: groups.bastionId,
    hasPublicAddress: bastionPlace.hasPublicAddress,
    keyArn: key.arn,
    imageId: bastionImage(stack, props),
    majorVersion: props.engineVersion.major,
    role,
    statements,
  });
  for (const resource of bastionPlace.wayOut) {
    bastion.instance.addResourceDependency(resource);
  }
  return bastion;
}
