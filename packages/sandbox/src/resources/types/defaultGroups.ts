import { World } from '../World';

const CLOSED_GROUP = 'closed-default-security-group';

/** Takes the rules away that AWS gives to a VPC's default group. */
export function closeGroup(world: World, groupId: string): void {
  world.put(CLOSED_GROUP, groupId, groupId);
}

/** Whether that has been done. */
export function isGroupClosed(world: World, groupId: string): boolean {
  return world.get(CLOSED_GROUP, groupId) !== undefined;
}

/** Forgets the group, which goes with its VPC. */
export function forgetGroup(world: World, groupId: string): void {
  world.remove(CLOSED_GROUP, groupId);
}
