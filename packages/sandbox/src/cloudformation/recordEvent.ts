import { randomUUID } from 'node:crypto';
import { StackRecord, StackStatus } from './StackRecord';
import { StackStore } from './StackStore';

/**
 * Records an event about the stack itself, outside the phases of an operation.
 */
export function recordEvent(
  stacks: StackStore,
  stack: StackRecord,
  status: StackStatus,
  reason?: string,
): void {
  stacks.addEvent({
    eventId: randomUUID(),
    stackId: stack.id,
    stackName: stack.name,
    operationId: stack.operation?.id,
    operationType: stack.operation?.type,
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    timestamp: new Date().toISOString(),
    status,
    reason,
    token: stack.operation?.token,
  });
}
