import { Environment, StackOperation } from '@tap/plugin-tap-common';

/** Topic of the events service for changes of environments. @public */
export const ENVIRONMENT_EVENTS_TOPIC = 'tap.environment';

/**
 * Payload of an event on {@link ENVIRONMENT_EVENTS_TOPIC}: sent when an operation is accepted, whenever the stack's
 * status changes and when it ends. It contains the environment as returned by DescribeStacks, with `status` `deleted`
 * after the stack is deleted.
 *
 * @public
 */
export interface EnvironmentEventPayload {
  operation: StackOperation;
  phase: 'accepted' | 'changed' | 'ended';
  environment: Environment;
  /** ID of the scaffolder task that follows the operation and reports its result. */
  taskId?: string;
  /** Set if the reconciler follows the operation and reports its result. */
  byReconciler?: true;
}
