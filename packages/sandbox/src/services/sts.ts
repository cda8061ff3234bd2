import { randomBytes } from 'node:crypto';

import { Authorizer } from '../iam/Authorizer';
import { RoleSession, sessionArn } from '../iam/IamRequest';
import { accessKeyOf } from '../protocol/accessKeyOf';
import { AwsError } from '../protocol/AwsError';
import { OperationContext, Service } from '../protocol/ServiceOperations';

const HOUR_S = 3600;

/**
 * STS: the identity of the caller, and roles.
 *
 * @param iam - undefined if any caller can assume any role
 */
export function sts(iam?: Authorizer): Service {
  return {
    name: 'sts',
    protocol: 'query',
    version: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    // GetCallerIdentity needs no permission; AssumeRole checks the trust policy.
    permissions: () => ({ actions: [] }),
    operations: {
      GetCallerIdentity: async (_params, { accountId, principal }) => ({
        UserId: 'AIDASANDBOXSANDBOXSA',
        Account: accountId,
        Arn: principal
          ? sessionArn(principal)
          : `arn:aws:iam::${accountId}:user/sandbox`,
      }),
      AssumeRole: async (params, ctx) => {
        const { RoleArn, RoleSessionName, DurationSeconds } = params;
        const [, accountId] =
          /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?[^/]+$/.exec(
            String(RoleArn),
          ) ?? [];
        if (!accountId) {
          throw new AwsError('ValidationError', `${RoleArn} is invalid`);
        }
        const session = {
          roleArn: String(RoleArn),
          sessionName: String(RoleSessionName),
        };
        if (iam) {
          checkTrust(iam, session, params, ctx);
        }
        const expiresAt = Date.now() + Number(DurationSeconds ?? HOUR_S) * 1000;
        return {
          Credentials: {
            AccessKeyId: iam
              ? iam.openSession({ ...session, expiresAt })
              : accessKeyOf(accountId),
            SecretAccessKey: randomBytes(20).toString('hex'),
            SessionToken: randomBytes(32).toString('hex'),
            Expiration: new Date(expiresAt),
          },
          AssumedRoleUser: {
            AssumedRoleId: `AROASANDBOXSANDBOXSA:${RoleSessionName}`,
            Arn: sessionArn(session),
          },
        };
      },
    },
  };
}

/**
 * The role must trust the caller, and the caller's own policies must allow the
 * call.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function checkTrust(
  iam: Authorizer,
  { roleArn, sessionName }: RoleSession,
  { ExternalId }: Record<string, unknown>,
  { accountId, principal }: OperationContext,
): void {
  const caller = principal ? [principal.roleArn, sessionArn(principal)] : [];
  const root = `arn:aws:iam::${accountId}:root`;
  const context = {
    'sts:RoleSessionName': sessionName,
    ...(ExternalId !== undefined && { 'sts:ExternalId': String(ExternalId) }),
  };
  const isTrusted = iam.trusts(
    roleArn,
    [...caller, root, accountId, '*'].map(name => `AWS:${name}`),
    context,
  );
  const action = 'sts:AssumeRole';
  const isDenied = iam.check(principal, { action, resource: roleArn, context });
  if (!isTrusted || isDenied) {
    const who = principal ? sessionArn(principal) : root;
    throw new AwsError(
      'AccessDenied',
      `User: ${who} is not authorized to perform: ${action} on resource: ${roleArn}`,
      403,
    );
  }
}
