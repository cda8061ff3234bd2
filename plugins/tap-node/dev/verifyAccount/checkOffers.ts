import { ENGINE_MAJOR_VERSIONS } from '@tap/stack';
import { chooseZones } from '../../src/deploy/chooseZones';
import { verifyZones } from '../../src/deploy/verifyZones';
import type { Finding } from './AccountReport';
import type { Check, VerifiedAccount } from './VerifiedAccount';

/** Checks that the region has enough zones with the database class, the version and the bastion's type of each size. */
export const checkOffers: Check = async account => {
  const findings: Finding[] = [];
  for (const size of account.target.sizes) {
    for (const engineVersion of ENGINE_MAJOR_VERSIONS) {
      findings.push(await offerOf(account, size, engineVersion));
    }
  }
  return findings;
};

async function offerOf(
  { runtime, target }: VerifiedAccount,
  size: string,
  engineVersion: string,
): Promise<Finding> {
  const finding = {
    check: 'offers',
    subject: `${size}, PostgreSQL ${engineVersion}`,
  } as const;
  const request = { size, engineVersion };
  try {
    const zones = target.network?.availabilityZones;
    if (zones) {
      await verifyZones(runtime, { ...request, availabilityZones: zones });
    }
    const used = zones ?? (await chooseZones(runtime, request));
    return {
      ...finding,
      status: 'passed',
      message: `New environments are in ${used.join(', ')}`,
    };
  } catch (error) {
    return {
      ...finding,
      status: 'failed',
      message: (error as Error).message,
      remedy:
        'Leave the size out of tap.targets[].sizes, set another instance class in tap.sizes, or use another region.',
    };
  }
}
