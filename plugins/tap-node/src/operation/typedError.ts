import { ConflictError } from '@backstage/errors';
import { AwsAccessError } from '../aws/AwsAccessError';
import type { SdkError } from '../aws/awsErrors';

/**
 * The error that ends an operation: what was thrown, where it is typed already; for an answer of AWS that nothing else
 * handles, a typed error with AWS's words. An error of access says whether CloudFormation may still be working.
 *
 * @param operation.mayStillRun - whether the operation has begun, in this run or an earlier one
 */
export function typedError(
  error: unknown,
  { mayStillRun }: { mayStillRun: boolean },
): unknown {
  if (error instanceof AwsAccessError) {
    return mayStillRun
      ? new AwsAccessError(
          `${error.message} CloudFormation finishes what it has begun. Retry the task after the correction: it continues with this operation.`,
          { action: error.action, mayStillRun },
        )
      : error;
  }
  const { name, message, $metadata } = error as SdkError;
  return $metadata
    ? new ConflictError(
        `AWS refused: ${name}: ${message}. What was begun goes on; the environment's page shows how it stands.`,
      )
    : error;
}
