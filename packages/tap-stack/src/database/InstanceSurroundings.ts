import type { DatabaseRoles } from './DatabaseRoles';

/** What the primary and its replicas have in common. */
export interface InstanceSurroundings {
  subnetIds: string[];
  securityGroupId: string;
  keyArn: string;
  parameterGroupName: string;
  roles: DatabaseRoles;
}
