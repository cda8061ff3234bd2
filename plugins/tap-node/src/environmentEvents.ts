import { Environment, StackOperation } from '@tap/plugin-tap-common';

/** Topic of the events service on which environments tell that they changed. @public */
export const ENVIRONMENT_EVENTS_TOPIC = 'tap.environment';

/**
 * Payload of an event on {@link ENVIRONMENT_EVENTS_TOPIC}: sent when an operation is accepted, whenever the stack's
 * status changes and when it ends. It is a delta: the environment as DescribeStacks tells it now, `status` being
 * `deleted` once the stack is gone.
 *
 * @public
 */
export interface EnvironmentEventPayload {
  operation: StackOperation;
  phase: 'accepted' | 'changed' | 'ended';
  environment: Environment;
  /** The scaffolder task that watches the operation and tells whoever waits for it how it has ended. */
  taskId?: string;
  /** The reconciler watches it: it tells of the end itself. */
  byReconciler?: true;
}
