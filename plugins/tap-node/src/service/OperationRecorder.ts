import {
  Environment,
  OperationRecord,
  ProgressEvent,
  StackOperation,
  StackStatus,
} from '@tap/plugin-tap-common';
import { failureOutcome } from '../operation/failureOutcome';
import { OperationEventPayload } from '../operationEvents';
import { StackChange } from '../TapEngine';

/** What is known of an operation before CloudFormation accepts it. */
export interface RecordedOperation {
  /** Client request token, or a generated ID. */
  id: string;
  /** Undefined if the operation is only followed. */
  initiator?: string;
  taskId?: string;
  /** True if the portal only follows the operation. */
  followed?: true;
  /** What the operation changes, see `operationPlan`. */
  plan: (operation: StackOperation, environment: Environment) => string[];
}

type Completed = Extract<ProgressEvent, { type: 'completed' }>;

/**
 * Collects the record of one operation for the history, and publishes it at the start and at the end. An operation that
 * CloudFormation has not accepted has no record. A joined operation is recorded by the caller that started it.
 */
export class OperationRecorder {
  private record: OperationRecord | undefined;

  /** @param publish - called at the start and the end; must not throw */
  constructor(
    private readonly operation: RecordedOperation,
    private readonly publish: (payload: OperationEventPayload) => void,
  ) {}

  /** Handles a change of the stack. */
  changed({ phase, operation, environment }: StackChange): void {
    if (phase === 'accepted' && !this.record) {
      this.record = this.newRecord(operation, environment);
      this.send('started', this.record);
    }
    if (this.record) {
      this.record.environment = environment;
    }
  }

  /** Handles the success of the operation. */
  completed({ environment, kept, operation, removed = [] }: Completed): void {
    const { isGone, operation: last } = StackStatus.of(environment.stackStatus);
    const record =
      this.record ??
      (this.operation.followed && this.newRecord(last, environment));
    if (!record) {
      return;
    }
    const endedAt = new Date().toISOString();
    this.send('ended', {
      ...record,
      environment,
      endedAt,
      outcome: isFailure(environment.stackStatus) ? 'failed' : 'succeeded',
      removed,
      kept,
      ...((operation === 'delete' || isGone) && { goneAt: endedAt }),
    });
  }

  /** Handles the failure of the operation. An error that does not state its outcome leaves the operation in progress. */
  failed(error: unknown): void {
    const failure = failureOutcome(error);
    if (!this.record || !failure) {
      return;
    }
    const endedAt = new Date().toISOString();
    const { isGone } = StackStatus.of(this.record.environment.stackStatus);
    this.send('ended', {
      ...this.record,
      endedAt,
      outcome: failure.result === 'cancelled' ? 'cancelled' : 'failed',
      reason: failure.message,
      ...(isGone && { goneAt: endedAt }),
    });
  }

  private send(
    phase: OperationEventPayload['phase'],
    record: OperationRecord,
  ): void {
    const { followed } = this.operation;
    this.publish({
      phase,
      record: { ...record },
      ...(followed && { followed }),
    });
  }

  private newRecord(
    operation: StackOperation,
    environment: Environment,
  ): OperationRecord {
    const { id, plan, taskId } = this.operation;
    const { requestedBy, stackId, suffix, target } = environment;
    const initiator =
      this.operation.initiator ??
      // The stack has a tag with the user who requested it, and none with the users who change it.
      (operation === 'create' ? requestedBy : undefined);
    return {
      id,
      target,
      suffix,
      stackId,
      operation,
      ...(initiator && { initiator }),
      ...(taskId && { taskId }),
      plan: plan(operation, environment),
      startedAt: new Date().toISOString(),
      environment,
      removed: [],
      kept: [],
    };
  }
}

/** Whether the last operation on a stack at rest has failed. */
function isFailure(stackStatus: string): boolean {
  const { isComplete, isGone } = StackStatus.of(stackStatus);
  return !isComplete && !isGone;
}
