import { createHash } from 'node:crypto';

/** What makes one attempt at one operation unlike every other. */
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
 * Client request token of one attempt: the same for everybody who runs the same attempt of the same task, so that
 * two runners of one task start one operation.
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
