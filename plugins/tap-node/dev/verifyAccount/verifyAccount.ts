import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { Synthesizer } from '../../src/synthesis';
import {
  CHECKS,
  type AccountReport,
  type CheckName,
  type Finding,
} from './AccountReport';
import { checkClock } from './checkClock';
import { checkIdentity } from './checkIdentity';
import { checkOffers } from './checkOffers';
import { checkPrices } from './checkPrices';
import { checkQuotas } from './checkQuotas';
import { checkRights } from './checkRights';
import { checkTrust } from './checkTrust';
import { openAccount } from './openAccount';
import type { Check, VerifiedAccount } from './VerifiedAccount';

const RUN: Record<CheckName, Check> = {
  clock: checkClock,
  identity: checkIdentity,
  trust: checkTrust,
  rights: checkRights,
  offers: checkOffers,
  quotas: checkQuotas,
  prices: checkPrices,
};

/**
 * Checks whether the account of a target is ready for environments. Only reads.
 *
 * @param options.only - the checks to run; all by default
 * @param options.now - clock of this machine; for tests
 * @param options.synthesizer - makes the templates; it is stopped at the end. A worker of its own by default; for tests
 * @throws InputError for invalid values in app-config, or if there is no such target
 */
export async function verifyAccount(options: {
  config: Config;
  targetName: string;
  logger: LoggerService;
  only?: CheckName[];
  now?: () => Date;
  synthesizer?: Synthesizer;
}): Promise<AccountReport> {
  const now = options.now ?? (() => new Date());
  const { account, close } = openAccount({ ...options, now });
  const { accountId, name, region } = account.target;
  try {
    const findings: Finding[] = [];
    for (const check of CHECKS.filter(
      each => options.only?.includes(each) ?? true,
    )) {
      findings.push(...(await run(check, account)));
    }
    return {
      target: name,
      accountId,
      region,
      startedAt: now().toISOString(),
      findings,
    };
  } finally {
    await close();
  }
}

/** A check that cannot be made does not end the others. */
async function run(
  check: CheckName,
  account: VerifiedAccount,
): Promise<Finding[]> {
  try {
    return await RUN[check](account);
  } catch (error) {
    return [
      {
        check,
        subject: account.target.name,
        status: 'failed',
        message: (error as Error).message,
        remedy: 'Correct what the message names, and run the command again.',
      },
    ];
  }
}
