import { ConflictError } from '@backstage/errors';
import { EnvironmentMetadata, QuotaUse } from '@tap/plugin-tap-common';
import { TargetRuntime } from '../operation/TargetRuntime';
import { StackTemplate } from '../stackModule';
import { readQuotaUse } from './readQuotaUse';

/**
 * Verifies before any change that the quotas of the account leave room for an environment. Many creations share the values;
 * they are read again before a creation is rejected.
 *
 * @throws ConflictError with each quota that would be exceeded, what is used, and what to do
 */
export async function verifyQuotas(
  runtime: TargetRuntime,
  template: StackTemplate,
  metadata: EnvironmentMetadata,
): Promise<void> {
  if (exceeded(await readQuotaUse(runtime, template, metadata)).length === 0) {
    return;
  }
  const anew = { ...runtime, quotas: runtime.quotas.anew() };
  const lacking = exceeded(await readQuotaUse(anew, template, metadata));
  if (lacking.length > 0) {
    throw noRoom(lacking, runtime.target);
  }
}

function exceeded(uses: QuotaUse[] | undefined): QuotaUse[] {
  return (uses ?? []).filter(
    ({ limit, needed, used }) => used + needed > limit,
  );
}

function noRoom(
  quotas: QuotaUse[],
  { accountId, region }: { accountId: string; region: string },
): ConflictError {
  const reasons = quotas.map(
    ({ limit, needed, used, what }) =>
      `${needed} ${what}, and ${used} of ${limit} are in use`,
  );
  return new ConflictError(
    `The quotas of account ${accountId} in ${region} leave no room for this environment; nothing was done. It needs ${reasons.join(
      '; ',
    )}. Tear down environments that you no longer need, or have the quotas increased in Service Quotas.`,
  );
}
