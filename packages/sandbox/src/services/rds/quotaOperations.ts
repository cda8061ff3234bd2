import { DATABASE_QUOTAS } from '@tap/aws-facts';
import { quotaOf } from '../../AccountSettings';
import { named, Operation } from '../../protocol/ServiceOperations';
import { usedOfQuota } from '../../resources/rds/quotas';

/** The quotas of RDS. */
export const QUOTA_OPERATIONS: Record<string, Operation> = {
  DescribeAccountAttributes: async (_params, { settings, world }) => ({
    AccountQuotas: named(
      'AccountQuota',
      DATABASE_QUOTAS.map(quota => ({
        AccountQuotaName: quota.attribute,
        Max: quotaOf(quota.attribute, settings),
        Used: usedOfQuota(world, quota),
      })),
    ),
  }),
};
