import { ConflictError } from '@backstage/errors';
import { QuotaUse } from '@tap/plugin-tap-common';

/**
 * Verifies before any change that the quotas of the account leave room for an environment.
 *
 * @param uses - as read just before; undefined if they could not be read
 * @throws ConflictError with each quota that would be exceeded, what is used, and what to do
 */
export function verifyQuotas(
  uses: QuotaUse[] | undefined,
  target: { accountId: string; region: string },
): void {
  const exceeded = (uses ?? []).filter(
    ({ limit, needed, used }) => used + needed > limit,
  );
  if (exceeded.length > 0) {
    throw new ConflictError(
      `The quotas of account ${target.accountId} in ${
        target.region
      } leave no room for this environment; nothing was done. It needs ${exceeded
        .map(
          ({ limit, needed, used, what }) =>
            `${needed} ${what}, and ${used} of ${limit} are in use`,
        )
        .join(
          '; ',
        )}. Tear down environments that you no longer need, or have the quotas increased in Service Quotas.`,
    );
  }
}
