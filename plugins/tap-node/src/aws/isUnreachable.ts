import { isError } from '@backstage/errors';

/** Whether AWS does not respond, or rejects the portal's role. */
export function isUnreachable(error: unknown): error is Error {
  return (
    isError(error) &&
    ['AwsAccessError', 'ServiceUnavailableError'].includes(error.name)
  );
}
