import { AwsError } from '../protocol/AwsError';

/** The error that CloudFormation returns for most invalid requests. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
