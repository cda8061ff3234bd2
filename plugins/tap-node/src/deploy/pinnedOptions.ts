import { EnvironmentMetadata } from '@tap/plugin-tap-common';
import { Target } from '../config';
import { PinnedOptions, StackFacts } from '../stackModule';

/** The options of a target that a new environment keeps for its lifetime, see {@link PinnedOptions}. */
export function pinnedOptions(target: Target): PinnedOptions {
  const { extendedSupport, network, rolePath, vpcCidr } = target;
  return {
    extendedSupport,
    network: network && {
      vpcId: network.vpcId,
      isolatedSubnetIds: network.isolatedSubnetIds,
      privateSubnetIds: network.privateSubnetIds,
    },
    rolePath,
    vpcCidr,
  };
}

/**
 * The pinned options of an environment, whatever its target has by now.
 *
 * @param facts - what the deployed template says of itself: an environment that an earlier release created has its options
 *   only there
 * @returns undefined if neither metadata nor template have them
 */
export function optionsOf(
  metadata: EnvironmentMetadata,
  facts: Pick<StackFacts, 'options'> | undefined,
): PinnedOptions | undefined {
  return metadata.pins.options ?? facts?.options;
}
