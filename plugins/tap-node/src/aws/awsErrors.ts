import { ConflictError, ServiceUnavailableError } from '@backstage/errors';

/** What an error of the AWS SDK carries. */
interface SdkError extends Error {
  code?: string;
  $fault?: 'client' | 'server';
  $metadata?: { httpStatusCode?: number };
}

const THROTTLED =
  /^(Throttl|RequestLimitExceeded|TooManyRequests|RequestThrottled|SlowDown|PriorRequestNotComplete|BandwidthLimitExceeded)/;
const NETWORK =
  /\b(ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;
const REFUSED =
  /^(AccessDenied|UnauthorizedOperation|InvalidClientTokenId|ExpiredToken|SignatureDoesNotMatch|UnrecognizedClient|CredentialsProviderError|OptInRequired|AuthFailure)/;

/** Whether AWS said that it was asked too often. */
export function isThrottling(error: unknown): boolean {
  const { name, message, $metadata } = error as SdkError;
  return (
    THROTTLED.test(name) ||
    $metadata?.httpStatusCode === 429 ||
    /rate exceeded/i.test(message)
  );
}

/** Whether the call may have reached AWS or not, and can be made again. */
export function isTransient(error: unknown): boolean {
  const { name, code, message, $metadata } = error as SdkError;
  return (
    // The SDK keeps the code in the message alone where it has wrapped the error in one of its own.
    NETWORK.test(`${code} ${message}`) ||
    name === 'TimeoutError' ||
    /socket hang up|other side closed|aborted/i.test(message) ||
    ($metadata?.httpStatusCode ?? 0) >= 500
  );
}

/** Whether it is an error of this name, such as AlreadyExistsException. */
export function isNamed(error: unknown, ...names: string[]): boolean {
  return names.includes((error as Error)?.name);
}

/** Whether AWS knows no such stack (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html). */
export function isStackMissing(error: unknown): boolean {
  return (
    isNamed(error, 'ValidationError', 'StackNotFoundException') &&
    /does not exist/i.test((error as Error).message)
  );
}

/** Whether AWS refused the call itself, with its words in `message`. */
export function isValidationError(error: unknown): error is Error {
  return isNamed(error, 'ValidationError', 'ValidationException');
}

/**
 * What the caller is told where AWS could not be asked.
 *
 * @param call - such as `CreateStack`
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
  const next = REFUSED.test(name)
    ? 'The portal’s AWS role or credentials do not allow this: compare them with the IAM policy in the docs of TAP and with `aws.accounts` in app-config.'
    : 'Nothing else was done. Try again in a minute; if it stays so, see the AWS Health Dashboard.';
  return new ServiceUnavailableError(
    `AWS could not be asked (${call}, ${where}): ${name}: ${cause}. ${next}`,
  );
}

/**
 * What is thrown as it is, or, for a refusal of AWS that nobody foresaw, a typed error with AWS's words.
 */
export function typedError(error: unknown): unknown {
  const { name, message, $metadata } = error as SdkError;
  return $metadata
    ? new ConflictError(
        `AWS refused: ${name}: ${message}. What was begun goes on; the environment's page shows how it stands.`,
      )
    : error;
}
