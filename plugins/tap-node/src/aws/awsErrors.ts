import { ServiceUnavailableError } from '@backstage/errors';

/** Properties of an error of the AWS SDK. */
export interface SdkError extends Error {
  code?: string;
  $fault?: 'client' | 'server';
  $metadata?: { httpStatusCode?: number; clockSkewCorrected?: true };
}

const THROTTLED =
  /^(Throttl|RequestLimitExceeded|TooManyRequests|RequestThrottled|SlowDown|PriorRequestNotComplete|BandwidthLimitExceeded)/;
const NETWORK =
  /\b(ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;

/** Whether AWS throttled the call. */
export function isThrottling(error: unknown): boolean {
  const { name, message, $metadata } = error as SdkError;
  return (
    THROTTLED.test(name) ||
    $metadata?.httpStatusCode === 429 ||
    /rate exceeded/i.test(message)
  );
}

/**
 * Whether the call can be retried. It may have reached AWS. A call that AWS rejected because the host's clock is wrong
 * succeeds the next time: the SDK has corrected the time that it signs with.
 */
export function isTransient(error: unknown): boolean {
  const { name, code, message, $metadata } = error as SdkError;
  return (
    // If the SDK wraps the error, only the message contains the code.
    NETWORK.test(`${code} ${message}`) ||
    name === 'TimeoutError' ||
    /socket hang up|other side closed|aborted/i.test(message) ||
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    $metadata?.clockSkewCorrected === true
  );
}

/** Whether an error has this name, for example AlreadyExistsException. */
export function isNamed(error: unknown, ...names: string[]): boolean {
  return names.includes((error as Error)?.name);
}

/**
 * Whether the stack does not exist
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html).
 */
export function isStackMissing(error: unknown): boolean {
  return (
    isNamed(error, 'ValidationError', 'StackNotFoundException') &&
    /does not exist/i.test((error as Error).message)
  );
}

/** Whether AWS rejected the call as invalid; `message` contains the reason. */
export function isValidationError(error: unknown): error is Error {
  return isNamed(error, 'ValidationError', 'ValidationException');
}

/**
 * The error for a call without a response from AWS.
 *
 * @param call - such as `cloudformation:CreateStack`
 * @param where - such as `account 123456789012, eu-central-1`
 */
export function unavailable(
  error: unknown,
  call: string,
  where: string,
): ServiceUnavailableError {
  const { name, message, code } = error as SdkError;
  const cause =
    code && !message.includes(code) ? `${code} ${message}` : message;
  return new ServiceUnavailableError(
    `AWS did not respond to ${call} (${where}): ${name}: ${cause}. Nothing else was done. Try again in a minute; if the error persists, see the AWS Health Dashboard.`,
  );
}
