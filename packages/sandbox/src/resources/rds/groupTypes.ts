import { stableHex, text, texts } from '../names';
import { ResourceContext, ResourceFailure } from '../ResourceHandler';
import { SimpleResourceType } from '../SimpleResourceType';
import { findStored, StoredResource } from '../StoredResource';
import { arn } from '../names';
import { listDatabases } from './StoredDatabase';

export const SUBNET_GROUP = 'AWS::RDS::DBSubnetGroup';

/** DB subnet groups. */
export const RDS_GROUP_TYPES: SimpleResourceType[] = [
  {
    type: SUBNET_GROUP,
    physicalId: (ctx, properties) =>
      (
        text(properties.DBSubnetGroupName) ??
        `${ctx.stackName}-${ctx.logicalId}-${stableHex(ctx, 'group', 12)}`
      ).toLowerCase(),
    attributes: (ctx, _properties, name) => ({
      DBSubnetGroupArn: arn(ctx, 'rds', `subgrp:${name}`),
    }),
    check: (ctx, properties) => {
      const name = text(properties.DBSubnetGroupName);
      if (name !== undefined && !isGroupName(name)) {
        throw new ResourceFailure(
          'The parameter DBSubnetGroupName is not valid. It must contain no more than 255 letters, digits, periods, underscores, spaces or hyphens, begin with a letter, and must not be default. (Service: Rds, Status Code: 400, Error Code: InvalidParameterValue)',
          'InvalidRequest',
        );
      }
      const zones = zonesOf(ctx, texts(properties.SubnetIds));
      if (zones.length < 2) {
        throw new ResourceFailure(
          `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones.join(
            ', ',
          )}. Add subnets to cover at least 2 AZs. (Service: Rds, Status Code: 400, Error Code: DBSubnetGroupDoesNotCoverEnoughAZs)`,
          'InvalidRequest',
        );
      }
    },
    checkDelete: rejectWhileUsed,
  },
];

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html */
function isGroupName(name: string): boolean {
  return (
    /^[a-z][a-z0-9._ -]{0,254}$/i.test(name) && name.toLowerCase() !== 'default'
  );
}

/** The availability zones of subnets, in order. */
export function zonesOf(
  { world }: Pick<ResourceContext, 'world'>,
  subnetIds: string[],
): string[] {
  const zones = subnetIds
    .map(id => findStored(world, 'AWS::EC2::Subnet', id))
    .map(subnet => text(subnet?.attributes.AvailabilityZone))
    .filter((zone): zone is string => zone !== undefined);
  return [...new Set(zones)].sort();
}

function rejectWhileUsed(
  { world }: ResourceContext,
  { physicalId }: StoredResource,
): void {
  const users = listDatabases(world).filter(
    ({ subnetGroup }) => subnetGroup === physicalId,
  );
  if (users.length > 0) {
    throw new ResourceFailure(
      `Cannot delete the subnet group '${physicalId}' because at least one database instance: ${users[0].physicalId} is still using it. (Service: Rds, Status Code: 400, Error Code: InvalidDBSubnetGroupStateFault)`,
      'InvalidRequest',
    );
  }
}
