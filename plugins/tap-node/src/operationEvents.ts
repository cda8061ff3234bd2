import { OperationRecord } from '@tap/plugin-tap-common';

/** Topic of the events service for the start and the end of operations. @public */
export const OPERATION_EVENTS_TOPIC = 'tap.operation';

/**
 * Payload of an event on {@link OPERATION_EVENTS_TOPIC}: sent when CloudFormation has accepted an operation, and when its
 * outcome is known. Subscribers keep the history of environments.
 *
 * @public
 */
export interface OperationEventPayload {
  phase: 'started' | 'ended';
  record: OperationRecord;
  /**
   * True if the portal only follows an operation that it did not start in this process: the ID, the initiator and the plan
   * are in the record of its start, if the portal started it.
   */
  followed?: true;
}
