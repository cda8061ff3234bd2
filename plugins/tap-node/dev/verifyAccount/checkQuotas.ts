import { parseOperation, type QuotaUse } from '@tap/plugin-tap-common';
import { completeRequest } from '../../src/deploy/completeRequest';
import { planCreate } from '../../src/plan/planCreate';
import type { Finding } from './AccountReport';
import type { Check, VerifiedAccount } from './VerifiedAccount';

/** Checks that the quotas of the account leave room for an environment of each size, by its plan. */
export const checkQuotas: Check = async account => {
  const findings: Finding[] = [];
  for (const size of account.target.sizes) {
    findings.push({
      check: 'quotas',
      subject: size,
      ...(await roomFor(account, size)),
    });
  }
  return findings;
};

type Outcome = Pick<Finding, 'status' | 'message' | 'remedy'>;

async function roomFor(
  { runtime, target }: VerifiedAccount,
  size: string,
): Promise<Outcome> {
  const retention = target.retentions.includes('snapshot')
    ? 'snapshot'
    : target.retentions[0];
  const request = parseOperation('deploy', {
    suffix: 'verify-account',
    size,
    retention,
  });
  try {
    const { quotas } = await planCreate(
      runtime,
      completeRequest(request, target, undefined),
      { owner: 'user:default/verify-account' },
    );
    return quotas ? outcomeOf(quotas) : unread();
  } catch (error) {
    return {
      status: 'failed',
      message: `There is no plan of a new environment: ${
        (error as Error).message
      }`,
      remedy: 'Correct what the message names, and run the command again.',
    };
  }
}

function outcomeOf(quotas: QuotaUse[]): Outcome {
  const text = ({ limit, needed, used, what }: QuotaUse) =>
    `${needed} of ${limit - used} ${what} left (quota ${limit})`;
  const exceeded = quotas.filter(
    ({ limit, needed, used }) => used + needed > limit,
  );
  return exceeded.length === 0
    ? {
        status: 'passed',
        message: `It uses ${quotas.map(text).join('; ')}`,
      }
    : {
        status: 'failed',
        message: `It needs ${exceeded.map(text).join('; ')}`,
        remedy:
          'Have the quotas increased in Service Quotas, or delete what is no longer needed.',
      };
}

function unread(): Outcome {
  return {
    status: 'failed',
    message: 'The portal may not read the quotas',
    remedy: 'Update the role from docs/iam/portal-role.json.',
  };
}
