import { SERVICE_QUOTAS, ServiceQuota } from '@tap/aws-facts';
import { randomUUID } from 'node:crypto';
import { AccountSettings, quotaOf } from '../AccountSettings';
import { ExceededQuota, exceededQuota } from './rds/quotas';
import { DATABASE, StoredDatabase } from './rds/StoredDatabase';
import {
  Properties,
  ResourceContext,
  ResourceFailure,
  ResourceHandler,
} from './ResourceHandler';
import { findStored, listStored, StoredResource } from './StoredResource';

/**
 * The handler, whose creations fail as those of EC2 and RDS do if its type has a quota and the account has used it up, and
 * whose final snapshots fail if there is no room for a snapshot.
 */
export function withQuota(
  handler: ResourceHandler,
  settings: AccountSettings,
): ResourceHandler {
  const limited: ResourceHandler = Object.create(handler);
  limited.create = async (ctx, properties) => {
    const isNew = !findStored(
      ctx.world,
      handler.type,
      handler.plannedId(ctx, properties),
    );
    if (isNew) {
      rejectBeyondQuota(ctx, settings, handler.type, properties);
    }
    return handler.create(ctx, properties);
  };
  if (handler.snapshot) {
    limited.snapshot = async (ctx, physicalId, properties) => {
      rejectBeyondQuota(ctx, settings, 'AWS::RDS::DBSnapshot', {});
      await handler.snapshot!(ctx, physicalId, properties);
    };
  }
  return limited;
}

function rejectBeyondQuota(
  ctx: ResourceContext,
  settings: AccountSettings,
  type: string,
  properties: Properties,
): void {
  const quota = SERVICE_QUOTAS.find(
    ({ resourceType }) => resourceType === type,
  );
  if (quota) {
    const limit = quotaOf(quota.quotaCode, settings);
    const excess = inUse(ctx, quota, properties.SubnetId) + 1 - limit;
    if (excess > 0) {
      const { error } = quota;
      throw failure('Ec2', { error, excess: { limit, requested: 1, excess } });
    }
  }
  const exceeded = exceededQuota(
    ctx.world,
    settings,
    type,
    storageOf(ctx, properties),
  );
  if (exceeded) {
    throw failure('Rds', exceeded);
  }
}

/** GiB of a new DB instance; a replica has as much as its source. */
function storageOf({ world }: ResourceContext, properties: Properties): number {
  const source = findStored<StoredDatabase>(
    world,
    DATABASE,
    String(properties.SourceDBInstanceIdentifier),
  );
  return source?.allocatedStorage ?? Number(properties.AllocatedStorage ?? 0);
}

function failure(service: string, { error, excess }: ExceededQuota) {
  return new ResourceFailure(
    `${error.message(
      excess,
    )} (Service: ${service}, Status Code: 400, Request ID: ${randomUUID()})`,
    error.handlerErrorCode!,
  );
}

function inUse(
  { world }: ResourceContext,
  { perZone, resourceType }: ServiceQuota,
  subnetId: unknown,
): number {
  const zoneOf = (id: unknown) =>
    findStored(world, 'AWS::EC2::Subnet', String(id))?.attributes
      .AvailabilityZone;
  const isCounted = ({ properties }: StoredResource) =>
    !perZone || zoneOf(properties.SubnetId) === zoneOf(subnetId);
  return listStored(world, resourceType).filter(isCounted).length;
}
