import { DATABASE_QUOTAS } from '@tap/aws-facts';
import { quotaOf } from '../../AccountSettings';
import { named, Operation } from '../../protocol/ServiceOperations';
import { listDatabases } from '../../resources/rds/StoredDatabase';
import { listStored } from '../../resources/StoredResource';
import { World } from '../../resources/World';

/** The quotas of RDS. */
export const QUOTA_OPERATIONS: Record<string, Operation> = {
  DescribeAccountAttributes: async (_params, { settings, world }) => ({
    AccountQuotas: named(
      'AccountQuota',
      DATABASE_QUOTAS.map(({ attribute, resourceType }) => ({
        AccountQuotaName: attribute,
        Max: quotaOf(attribute, settings),
        Used: used(world, resourceType),
      })),
    ),
  }),
};

function used(world: World, resourceType: string | undefined): number {
  const databases = listDatabases(world);
  switch (resourceType) {
    case undefined:
      return databases.reduce(
        (sum, { allocatedStorage }) => sum + allocatedStorage,
        0,
      );
    case 'AWS::RDS::DBInstance':
      return databases.length;
    default:
      return listStored(world, resourceType).length;
  }
}
