import { AwsAccessError } from './AwsAccessError';
import type { SdkError } from './awsErrors';

/**
 * Rejected because of what the role may do
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html).
 */
const DENIED =
  /^(AccessDenied|UnauthorizedOperation|NotAuthorized|OptInRequired)/;

/** Rejected because of the credentials, or there are none. */
const BAD_CREDENTIALS =
  /^(AuthFailure|CredentialsProviderError|ExpiredToken|IncompleteSignature|InvalidAccessKeyId|InvalidClientTokenId|InvalidIdentityToken|InvalidSignature|MissingAuthenticationToken|RequestExpired|SignatureDoesNotMatch|TokenProviderError|UnrecognizedClient)/;

/** IAM's wording (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html). */
const MISSING_ACTION = /not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9*]+)/;

/** EC2 adds it to its message; only sts:DecodeAuthorizationMessage can read it. */
const ENCODED = /\s*Encoded authorization failure message: \S+/;

/**
 * Whether AWS rejected a call because of the caller's role or credentials, or the SDK found no credentials to sign it
 * with. Some services answer with status 400, so the names count too. The SDK does not retry these errors either.
 */
export function isAccessRefused(error: unknown): boolean {
  const { name, $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  return (
    DENIED.test(name) ||
    BAD_CREDENTIALS.test(name) ||
    status === 401 ||
    status === 403
  );
}

/**
 * The error for a call that {@link isAccessRefused}.
 *
 * @param call - the call as an IAM action, such as `cloudformation:CreateStack`; AWS's message may name another one, such
 *   as `iam:PassRole`
 * @param where - such as `account 123456789012, eu-central-1`
 */
export function accessRefused(
  error: unknown,
  call: string,
  where: string,
): AwsAccessError {
  const { name, message } = error as SdkError;
  const said = message.replace(ENCODED, '');
  if (BAD_CREDENTIALS.test(name)) {
    return new AwsAccessError(
      `The portal has no valid AWS credentials for ${where} (${call}). This call changed nothing. Ask a platform engineer to check 'aws.accounts' in app-config, the trust policy of the role that it names, and the clock of the portal's host. AWS SDK: ${name}: ${said}`,
      { action: call },
    );
  }
  const action = MISSING_ACTION.exec(said)?.[1] ?? call;
  return new AwsAccessError(
    `The portal's AWS role is not allowed to perform ${action} in ${where}. This call changed nothing. Ask a platform engineer to compare the role's policy with docs/IAM.md of TAP, and to check that 'aws.accounts' in app-config names this role. AWS: ${name}: ${said}`,
    { action },
  );
}
