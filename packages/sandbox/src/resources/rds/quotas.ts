import {
  DATABASE_QUOTAS,
  DatabaseQuota,
  QuotaError,
  QuotaExcess,
} from '@tap/aws-facts';
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

/** A quota that a request exceeds. */
export interface ExceededQuota {
  error: QuotaError;
  excess: QuotaExcess;
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
): ExceededQuota | undefined {
  return DATABASE_QUOTAS.filter(
    quota =>
      quota.resourceType === resourceType ||
      (quota.resourceType === undefined && storageGiB > 0),
  )
    .map(quota => {
      const limit = quotaOf(quota.attribute, settings);
      const requested = quota.resourceType ? 1 : storageGiB;
      const excess = usedOfQuota(world, quota) + requested - limit;
      return { error: quota.error, excess: { limit, requested, excess } };
    })
    .find(({ excess }) => excess.excess > 0);
}
