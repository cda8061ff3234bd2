import { IncomingHttpHeaders } from 'node:http';
import { AwsError } from './AwsError';

type Code =
  | 'ExpiredToken'
  | 'IncompleteSignature'
  | 'MissingAuthenticationToken'
  | 'SignatureDoesNotMatch';

/**
 * Codes and statuses of the query protocols:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
const QUERY: Record<Code, number> = {
  ExpiredToken: 403,
  IncompleteSignature: 400,
  MissingAuthenticationToken: 403,
  SignatureDoesNotMatch: 403,
};

/**
 * Codes of the JSON protocol, all with status 400:
 * https://github.com/mhart/dynalite/blob/master/index.js
 */
const JSON_CODES: Record<Code, string> = {
  ExpiredToken: 'ExpiredTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
};

/** @returns the error with the code of the request's protocol */
export function authenticationError(
  code: Code,
  message: string,
  headers: IncomingHttpHeaders,
): AwsError {
  return headers['x-amz-target'] === undefined
    ? new AwsError(code, message, QUERY[code])
    : new AwsError(JSON_CODES[code], message);
}
