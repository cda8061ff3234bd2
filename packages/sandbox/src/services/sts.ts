import { randomBytes } from 'node:crypto';

import { AwsError } from '../protocol/AwsError';
import { Service } from '../protocol/ServiceOperations';

const HOUR_S = 3600;

/** STS: the identity of the caller, and roles. Permissions are not checked. */
export const STS: Service = {
  name: 'sts',
  protocol: 'query',
  version: '2011-06-15',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: {
    GetCallerIdentity: async (_params, { accountId }) => ({
      UserId: 'AIDASANDBOXSANDBOXSA',
      Account: accountId,
      Arn: `arn:aws:iam::${accountId}:user/sandbox`,
    }),
    AssumeRole: async ({ RoleArn, RoleSessionName, DurationSeconds }) => {
      const [, accountId, role] =
        /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(
          String(RoleArn),
        ) ?? [];
      if (!accountId) {
        throw new AwsError('ValidationError', `${RoleArn} is invalid`);
      }
      const seconds = Number(DurationSeconds ?? HOUR_S);
      return {
        Credentials: {
          // An access key ID of twelve digits is the account.
          AccessKeyId: accountId,
          SecretAccessKey: randomBytes(20).toString('hex'),
          SessionToken: randomBytes(32).toString('hex'),
          Expiration: new Date(Date.now() + seconds * 1000),
        },
        AssumedRoleUser: {
          AssumedRoleId: `AROASANDBOXSANDBOXSA:${RoleSessionName}`,
          Arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${RoleSessionName}`,
        },
      };
    },
  },
};
