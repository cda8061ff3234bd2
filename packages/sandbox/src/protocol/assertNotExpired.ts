import { IncomingHttpHeaders } from 'node:http';
import { RoleSession } from '../iam/IamRequest';
import { TimedSession } from '../iam/RoleSessions';
import { authenticationError } from './authenticationError';

/**
 * Rejects credentials of AssumeRole that have expired. Code and message:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html
 *
 * @param now - real time, as for signatures
 * @throws AwsError `ExpiredToken`
 */
export function assertNotExpired(
  session: RoleSession | TimedSession | undefined,
  headers: IncomingHttpHeaders,
  now: Date,
): void {
  if (session && 'expiresAt' in session && session.expiresAt <= now.getTime()) {
    throw authenticationError(
      'ExpiredToken',
      'The security token included in the request is expired',
      headers,
    );
  }
}
