import {
  Environment,
  KeptResource,
  StackOperation,
} from '@tap/plugin-tap-common';

/** Topic of the events service for changes of environments. @public */
export const ENVIRONMENT_EVENTS_TOPIC = 'tap.environment';

/** How an operation ended. @public */
export interface OperationOutcome {
  result: 'completed' | 'failed' | 'cancelled';
  /** Cause, current state and next step of an operation that did not complete. */
  message?: string;
  /** Resources that still exist after a teardown. */
  kept: KeptResource[];
}

/**
 * Payload of an event on {@link ENVIRONMENT_EVENTS_TOPIC}: sent when an operation is accepted, whenever the stack's
 * status changes, when the stack is at rest (`ended`), and when the outcome is known (`settled`). An operation without a task
 * sends its last change again each minute (`changed`). It contains the
 * environment as returned by DescribeStacks, with `status` `deleted` after the stack is deleted.
 *
 * @public
 */
export interface EnvironmentEventPayload {
  operation: StackOperation;
  phase: 'accepted' | 'changed' | 'ended' | 'settled';
  environment: Environment;
  /** Set in phase `settled`. */
  outcome?: OperationOutcome;
  /** ID of the scaffolder task that follows the operation and reports its result. */
  taskId?: string;
  /** Set if the reconciler follows the operation and reports its result. */
  byReconciler?: true;
}
