import { World } from '../World';

const CLOSED_GROUP = 'closed-default-security-group';

/** Removes the rules that AWS adds to the default security group of a VPC. */
export function closeGroup(world: World, groupId: string): void {
  world.put(CLOSED_GROUP, groupId, groupId);
}

/** Whether the rules have been removed. */
export function isGroupClosed(world: World, groupId: string): boolean {
  return world.get(CLOSED_GROUP, groupId) !== undefined;
}

/** Removes the group, which is deleted with its VPC. */
export function removeGroup(world: World, groupId: string): void {
  world.remove(CLOSED_GROUP, groupId);
}
