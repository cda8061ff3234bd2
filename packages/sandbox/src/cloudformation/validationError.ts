import { AwsError } from '../protocol/AwsError';

/** What CloudFormation answers to nearly everything that it refuses. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
