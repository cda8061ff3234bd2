import { Notification, SystemEntity } from '../PortalClient';
import { Truth } from '../processes/SandboxProcess';
import { Lifecycle } from './Lifecycle';

/** Annotation of a System with the ARN of its stack. */
export const STACK_ID = 'tap.internal/stack-id';

/** The state that is compared at the end of a campaign. */
export interface Evidence {
  truth: Truth;
  systems: SystemEntity[];
  /** Names of the Resources in the catalog. */
  resources: string[];
  notifications: Notification[];
  lifecycles: Lifecycle[];
}
