import {
  EnvironmentMetadata,
  EnvironmentRef,
  settingsOf,
  stackName,
} from '@tap/plugin-tap-common';
import { sizeOf, Target } from '../config';
import { StackInput } from '../stackModule';

/**
 * What the template of an environment is made from: its metadata and what app-config says of the target, nothing
 * else, so that it can be made again at any time.
 *
 * @param options.isComplete - false while the stack is being created, see {@link StackInput.isSettled}
 * @throws ConflictError if the environment has a size that no longer exists
 */
export function stackInput(
  ref: EnvironmentRef,
  metadata: EnvironmentMetadata,
  target: Target,
  options: { isComplete: boolean; replicaEngineVersion?: string },
): StackInput {
  const { owner, description, size, ...settings } = settingsOf(metadata);
  return {
    ...settings,
    accountId: target.accountId,
    region: target.region,
    suffix: ref.suffix,
    stackName: stackName(ref.suffix),
    size: sizeOf(target, size),
    replicaEngineVersion: options.replicaEngineVersion,
    availabilityZones: metadata.pins.availabilityZones,
    databaseZonePinned: metadata.pins.databaseZonePinned,
    imageId: metadata.pins.bastionImageId,
    actualStorageGiB: metadata.pins.actualStorageGiB,
    databaseParameters: target.databaseParameters,
    windows: target.windows,
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
    isSettled: options.isComplete,
  };
}
