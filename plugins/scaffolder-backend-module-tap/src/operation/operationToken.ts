import { createHash } from 'node:crypto';

/** The values that identify an attempt at an operation. */
export interface OperationIdentity {
  operation: string;
  target: string;
  suffix: string;
  taskId: string;
  stepId: string;
  /** From 1. */
  attempt: number;
}

/**
 * Returns the client request token of an attempt. All runners of the same attempt of a task get the same token, so that they
 * start one operation.
 *
 * @returns at most 128 of A-Za-z0-9-
 *   (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html)
 */
export function operationToken(identity: OperationIdentity): string {
  const hash = createHash('sha256')
    .update(
      JSON.stringify([
        identity.taskId,
        identity.stepId,
        identity.operation,
        identity.target,
        identity.suffix,
        identity.attempt,
      ]),
    )
    .digest('hex');
  return `tap-${identity.operation}-${hash.slice(0, 40)}`;
}
