import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { isAccessRefused } from '../../src/aws/accessRefused';
import type { Finding } from './AccountReport';
import type { Check } from './VerifiedAccount';

/**
 * Checks that the portal's role can only be assumed with the external ID
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html): it must not be possible without one.
 */
export const checkTrust: Check = async ({ portalRole, sts }) => {
  if (!portalRole) {
    return [
      {
        check: 'trust',
        subject: 'portal',
        status: 'skipped',
        message: 'aws.accounts of app-config names no role for the account',
      },
    ];
  }
  const finding = { check: 'trust', subject: portalRole.arn } as const;
  if (!portalRole.externalId) {
    return [
      {
        ...finding,
        status: 'failed',
        message: 'app-config has no external ID for the account',
        remedy:
          'Set aws.accounts[].externalId, and deploy docs/iam/roles.yaml with the same ExternalId.',
      },
    ];
  }
  return [{ ...finding, ...(await withoutExternalId(portalRole.arn)) }];

  async function withoutExternalId(
    RoleArn: string,
  ): Promise<Pick<Finding, 'status' | 'message' | 'remedy'>> {
    try {
      await sts.send(
        new AssumeRoleCommand({ RoleArn, RoleSessionName: 'verify-account' }),
      );
    } catch (error) {
      return isAccessRefused(error)
        ? {
            status: 'passed',
            message: 'The role cannot be assumed without the external ID',
          }
        : {
            status: 'failed',
            message: `Whether the role requires the external ID is not known: ${
              (error as Error).message
            }`,
            remedy: 'Run the command again.',
          };
    }
    return {
      status: 'failed',
      message: 'The role can be assumed without the external ID',
      remedy:
        'Use the trust policy of docs/iam/portal-role-trust.json, which requires sts:ExternalId.',
    };
  }
};
