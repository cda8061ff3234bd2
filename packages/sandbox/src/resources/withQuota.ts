import { SERVICE_QUOTAS, ServiceQuota } from '@tap/aws-facts';
import { AccountSettings, quotaOf } from '../AccountSettings';
import {
  ResourceContext,
  ResourceFailure,
  ResourceHandler,
} from './ResourceHandler';
import { findStored, listStored, StoredResource } from './StoredResource';

/** The handler, whose creations fail as EC2's do if its type has a quota and the account has used it up. */
export function withQuota(
  handler: ResourceHandler,
  settings: AccountSettings,
): ResourceHandler {
  const quota = SERVICE_QUOTAS.find(
    ({ resourceType }) => resourceType === handler.type,
  );
  if (!quota) {
    return handler;
  }
  const limited: ResourceHandler = Object.create(handler);
  limited.create = async (ctx, properties) => {
    const isNew = !findStored(
      ctx.world,
      handler.type,
      handler.plannedId(ctx, properties),
    );
    const used = inUse(ctx, quota, properties.SubnetId);
    if (isNew && used >= quotaOf(quota.quotaCode, settings)) {
      throw new ResourceFailure(
        `${quota.error.message} (Service: Ec2, Status Code: 400, Error Code: ${quota.error.code})`,
        'ServiceLimitExceeded',
      );
    }
    return handler.create(ctx, properties);
  };
  return limited;
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
