import { Alert, Text } from '@backstage/ui';
import { QuotaUse } from '@tap/plugin-tap-common';

/**
 * The AWS quotas of which a new environment leaves at most half, and an alert for those that leave no room for it. Larger ones
 * would hide them.
 */
export function QuotaList({ quotas }: { quotas: QuotaUse[] }) {
  const exceeded = quotas.filter(quota => left(quota) < 0);
  const others = quotas.filter(
    quota => left(quota) >= 0 && left(quota) <= quota.limit / 2,
  );
  return (
    <>
      {exceeded.map(({ limit, needed, used, what }) => (
        <Alert
          description={`The environment needs ${needed}, and ${used} of ${limit} are in use. Tear down environments that you no longer need, or request a quota increase in Service Quotas.`}
          icon
          key={what}
          status="danger"
          title={`The quota of ${what} is too low`}
        />
      ))}
      {others.length > 0 && (
        <Text as="p" color="secondary" variant="body-small">
          Quotas of the AWS account: {others.map(quotaText).join(', ')}
        </Text>
      )}
    </>
  );
}

function left({ limit, needed, used }: QuotaUse): number {
  return limit - used - needed;
}

function quotaText(quota: QuotaUse): string {
  return `uses ${quota.needed} of ${quota.limit} ${quota.what} (${left(
    quota,
  )} left)`;
}
