import { Environment } from './environment';
import { KeptResource, RemovedResource, StackOperation } from './progress';

/**
 * How an operation ended:
 *
 * - `succeeded`, `failed`, `cancelled`
 * - `unknown`: another operation has started on the stack since, so this one has ended, but its end was not observed
 *
 * @public
 */
export type OperationOutcome = 'succeeded' | 'failed' | 'cancelled' | 'unknown';

/**
 * One operation on an environment, as stored by tap-backend. Losing the records loses history only: CloudFormation is the
 * source of truth.
 *
 * @public
 */
export interface OperationRecord {
  /** Client request token of the operation, or a generated ID if the operation was started outside the portal. */
  id: string;
  target: string;
  suffix: string;
  /** ARN of the stack; AWS never uses it again. */
  stackId: string;
  operation: StackOperation;
  /** Entity ref of the user or `service:<subject>`; undefined if the operation was started outside the portal. */
  initiator?: string;
  /** ID of the scaffolder task that runs it. */
  taskId?: string;
  /** What the operation changes, in short sentences. */
  plan: string[];
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601; undefined while the operation is in progress. */
  endedAt?: string;
  /** Undefined while the operation is in progress. */
  outcome?: OperationOutcome;
  /** Why it failed. */
  reason?: string;
  /** The environment as last read from CloudFormation. */
  environment: Environment;
  /** Resources that the deletion of the stack removed. */
  removed: RemovedResource[];
  /** Resources that still exist after the deletion of the stack. */
  kept: KeptResource[];
  /**
   * When DescribeStacks, called with the ARN of the stack, returned DELETE_COMPLETE, ISO 8601; undefined if the stack
   * still exists.
   */
  goneAt?: string;
}
