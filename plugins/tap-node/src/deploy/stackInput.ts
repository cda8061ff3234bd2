import { accessSourceKind } from '@tap/aws-facts';
import {
  EnvironmentMetadata,
  EnvironmentRef,
  settingsOf,
  stackName,
} from '@tap/plugin-tap-common';
import { environmentSize, Target } from '../config';
import { PinnedOptions, StackFacts, StackInput } from '../stackModule';
import { optionsOf, pinnedOptions } from './pinnedOptions';

/**
 * The input of an environment's template: its metadata and the options of its target, nothing else, so that the template can
 * be made again at any time. Pinned options are those of the environment, not those that the target has by now.
 *
 * @param options.isComplete - false while the stack is being created, see {@link StackInput.isSettled}
 * @param options.deployed - what the deployed template says of itself, for an update
 * @throws ConflictError if the environment has a size that no longer exists
 */
export function stackInput(
  ref: EnvironmentRef,
  metadata: EnvironmentMetadata,
  target: Target,
  options: {
    isComplete: boolean;
    deployed?: Pick<StackFacts, 'options'>;
    replicaEngineVersion?: string;
    replicaInstanceClass?: string;
  },
): StackInput {
  const pinned = optionsOf(metadata, options.deployed) ?? pinnedOptions(target);
  const {
    owner,
    description,
    extensions,
    size,
    readReplicas,
    uptime,
    ...settings
  } = settingsOf(metadata);
  return {
    ...settings,
    extensions: extensions?.split(/, ?/),
    accountId: target.accountId,
    region: target.region,
    suffix: ref.suffix,
    stackName: stackName(ref.suffix),
    size: environmentSize(target, { size, readReplicas }),
    replicaEngineVersion: options.replicaEngineVersion,
    replicaInstanceClass: options.replicaInstanceClass,
    availabilityZones: metadata.pins.availabilityZones,
    databaseZonePinned: metadata.pins.databaseZonePinned,
    imageId: metadata.pins.bastionImageId,
    actualStorageGiB: metadata.pins.actualStorageGiB,
    databaseParameters: target.databaseParameters,
    windows: target.windows,
    permissionsBoundaryArn: target.permissionsBoundaryArn,
    s3PrefixListId: target.s3PrefixListId,
    alarmTopic: target.alarmTopic,
    alarmTopicArn: target.alarmTopicArn,
    isSettled: options.isComplete,
    reachableFrom: reachableFrom(target, pinned),
    ...pinned,
  };
}

/** A security group admits only groups of its own VPC, and an environment can be in another one than the target by now. */
function reachableFrom(
  { network, reachableFrom: sources }: Target,
  pinned: PinnedOptions,
): string[] | undefined {
  return network && network.vpcId === pinned.network?.vpcId
    ? sources
    : sources?.filter(source => accessSourceKind(source) !== 'securityGroup');
}
