import type { DatabaseRoles } from './DatabaseRoles';

/** What the primary and its replicas share. */
export interface InstanceContext {
  subnetIds: string[];
  securityGroupId: string;
  keyArn: string;
  roles: DatabaseRoles;
}
