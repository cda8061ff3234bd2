import { text, isTrue } from '../names';
import { Properties, ResourceContext } from '../ResourceHandler';
import { allTags } from '../StoredResource';
import { checkParameterGroup } from './effectiveParameters';
import { formatEngineVersion, parseEngineVersion } from './engineVersions';
import { choosePlacement } from './placement';
import { StoredDatabase } from './StoredDatabase';

/**
 * The database with new properties applied.
 *
 * @throws ResourceFailure for an invalid parameter group
 */
export function withChanges(
  ctx: ResourceContext,
  before: StoredDatabase,
  properties: Properties,
): StoredDatabase {
  const major = parseEngineVersion(before.engineVersion)!.major;
  // ModifyDBInstance without a group leaves the group as it is.
  const parameterGroup =
    text(properties.DBParameterGroupName) ?? before.parameterGroup;
  checkParameterGroup(ctx.world, parameterGroup, major);
  const version = text(properties.EngineVersion);
  const multiAz = isTrue(properties.MultiAZ);
  return {
    ...before,
    properties,
    parameterGroup,
    tags: allTags(ctx, properties),
    instanceClass: String(properties.DBInstanceClass),
    allocatedStorage: Number(
      properties.AllocatedStorage ?? before.allocatedStorage,
    ),
    engineVersion: version?.includes('.')
      ? formatEngineVersion(parseEngineVersion(version)!)
      : before.engineVersion,
    multiAz,
    secondaryZone: multiAz
      ? before.secondaryZone ??
        choosePlacement(ctx, before.subnetGroup, {
          MultiAZ: true,
          AvailabilityZone: before.availabilityZone,
        }).secondaryZone
      : undefined,
    deletionProtection: isTrue(properties.DeletionProtection),
    pendingReboot: false,
    status: 'available',
  };
}
