import { ConflictError } from '@backstage/errors';
import { AwsAccessError } from '../aws/AwsAccessError';
import type { SdkError } from '../aws/awsErrors';

/**
 * Converts an error to the typed error that ends an operation. Typed errors are unchanged; an unhandled AWS error
 * becomes a typed error with its message. An access error states whether CloudFormation may still be working.
 *
 * @param operation.mayStillRun - whether the operation has started, in this run or an earlier one
 */
export function typedError(
  error: unknown,
  { mayStillRun }: { mayStillRun: boolean },
): unknown {
  if (error instanceof AwsAccessError) {
    return mayStillRun
      ? new AwsAccessError(
          `${error.message} CloudFormation finishes the operation that has started. Retry the task after the correction: it continues this operation.`,
          { action: error.action, mayStillRun },
        )
      : error;
  }
  const { name, message, $metadata } = error as SdkError;
  return $metadata
    ? new ConflictError(
        `AWS rejected a call: ${name}: ${message}. CloudFormation finishes an operation that has started; see its state on the page of the environment.`,
      )
    : error;
}
