import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Finding } from './AccountReport';
import type { Check } from './VerifiedAccount';

/** Checks that the back end has credentials, and the portal those of the target's account. */
export const checkIdentity: Check = async ({
  portalRole,
  portalSts,
  sts,
  target,
}) => {
  const backEnd = await identityOf(sts);
  const portal = await identityOf(portalSts);
  return [
    backEnd.arn
      ? found('back end', `The back end calls AWS as ${backEnd.arn}`)
      : failed(
          'back end',
          `There are no valid AWS credentials: ${backEnd.problem}`,
          'Run the command where the back end runs, or with its credentials (AWS_PROFILE, for example).',
        ),
    portalFinding(),
  ];

  function portalFinding(): Finding {
    if (!portal.arn) {
      const trusted = backEnd.arn ?? 'the back end';
      return failed(
        'portal',
        portalRole
          ? `${trusted} cannot assume ${portalRole.arn}: ${portal.problem}`
          : `The portal has no credentials for account ${target.accountId}: ${portal.problem}`,
        `Check aws.accounts of app-config (roleName, externalId), and deploy docs/iam/roles.yaml with TrustedPrincipal=${trusted} and the same ExternalId.`,
      );
    }
    return portal.accountId === target.accountId
      ? found('portal', `The portal calls AWS as ${portal.arn}`)
      : failed(
          'portal',
          `The portal's credentials are those of account ${portal.accountId}, but target '${target.name}' is account ${target.accountId}`,
          `Add account ${target.accountId} with its roleName to aws.accounts of app-config.`,
        );
  }
};

async function identityOf(
  client: STSClient,
): Promise<{ arn?: string; accountId?: string; problem?: string }> {
  try {
    const { Account, Arn } = await client.send(
      new GetCallerIdentityCommand({}),
    );
    return { arn: Arn, accountId: Account };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function found(subject: string, message: string): Finding {
  return { check: 'identity', subject, status: 'passed', message };
}

function failed(subject: string, message: string, remedy: string): Finding {
  return { check: 'identity', subject, status: 'failed', message, remedy };
}
