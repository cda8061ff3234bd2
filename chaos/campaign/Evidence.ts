import { Notification, SystemEntity } from '../PortalClient';
import { SandboxState } from '../processes/SandboxProcess';
import { Lifecycle } from './Lifecycle';

/** Annotation of a System with the ARN of its stack. */
export const STACK_ID = 'tap.internal/stack-id';

/** The states that are compared at the end of a campaign. */
export interface Evidence {
  state: SandboxState;
  systems: SystemEntity[];
  /** Names of the Resources in the catalog. */
  resources: string[];
  notifications: Notification[];
  lifecycles: Lifecycle[];
}
