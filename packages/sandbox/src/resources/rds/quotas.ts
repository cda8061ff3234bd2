import { DATABASE_QUOTAS, DatabaseQuota } from '@tap/aws-facts';
import { AccountSettings, quotaOf } from '../../AccountSettings';
import { listStored } from '../StoredResource';
import { World } from '../World';
import { listSnapshots } from './snapshots';
import { listDatabases } from './StoredDatabase';

/** How much of a quota of RDS is used. */
export function usedOfQuota(
  world: World,
  { resourceType }: DatabaseQuota,
): number {
  switch (resourceType) {
    case undefined:
      return listDatabases(world).reduce(
        (sum, { allocatedStorage }) => sum + allocatedStorage,
        0,
      );
    case 'AWS::RDS::DBSnapshot':
      return listSnapshots(world).length;
    default:
      return listStored(world, resourceType).length;
  }
}

/**
 * The quota that one more resource exceeds.
 *
 * @param resourceType - of CloudFormation, or `AWS::RDS::DBSnapshot`
 * @param storageGiB - allocated storage of a DB instance
 * @returns undefined if there is room
 */
export function exceededQuota(
  world: World,
  settings: AccountSettings,
  resourceType: string,
  storageGiB: number = 0,
): DatabaseQuota | undefined {
  return DATABASE_QUOTAS.filter(
    quota =>
      quota.resourceType === resourceType ||
      (quota.resourceType === undefined && storageGiB > 0),
  ).find(
    quota =>
      usedOfQuota(world, quota) + (quota.resourceType ? 1 : storageGiB) >
      quotaOf(quota.attribute, settings),
  );
}
