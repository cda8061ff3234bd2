import { EnvironmentMetadata, EnvironmentRef } from '@tap/plugin-tap-common';
import { Target } from '../config';
import { StackInput } from '../synthesis';

/**
 * What the template of an environment is made from: its metadata and what app-config says of the target, nothing
 * else, so that it can be made again at any time.
 *
 * @param options.isComplete - false while the stack is being created: a failed create must be able to clean up, so neither
 *   deletion protection nor final snapshot are on by then
 * @internal
 */
export function stackInput(
  ref: EnvironmentRef,
  metadata: EnvironmentMetadata,
  target: Target,
  options: { isComplete: boolean; replicaEngineVersion?: string },
): StackInput {
  return {
    accountId: target.accountId,
    region: target.region,
    environmentSuffix: ref.suffix,
    size: target.sizeSpecs[metadata.size],
    retention: metadata.retention,
    engineVersion: metadata.engineVersion,
    replicaEngineVersion: options.replicaEngineVersion,
    backupRetentionDays: metadata.backupRetentionDays,
    availabilityZones: metadata.pins.availabilityZones,
    databaseZonePinned: metadata.pins.databaseZonePinned,
    bastionImageId: metadata.pins.bastionImageId,
    actualStorageGiB: metadata.pins.actualStorageGiB,
    databaseParameters: target.databaseParameters,
    permissionsBoundaryArn: target.permissionsBoundaryArn,
    rolePath: target.rolePath,
    network: target.network && {
      vpcId: target.network.vpcId,
      isolatedSubnetIds: target.network.isolatedSubnetIds,
      privateSubnetIds: target.network.privateSubnetIds,
    },
    vpcCidr: target.vpcCidr,
    s3PrefixListId: target.s3PrefixListId,
    alarmTopic: target.alarmTopic,
    extendedSupport: target.extendedSupport,
    deletionProtection: options.isComplete && metadata.retention === 'retain',
    finalSnapshot: options.isComplete,
  };
}
