import { Egress, EnvironmentMetadata } from '@tap/plugin-tap-common';
import { Target } from '../config';
import { PinnedOptions, StackFacts } from '../stackModule';

/**
 * The options of a target that a new environment keeps for its lifetime, see {@link PinnedOptions}.
 *
 * @param defaultEgress - of an environment with its own network, if the target sets none
 */
export function pinnedOptions(
  target: Target,
  defaultEgress?: Egress,
): PinnedOptions {
  const { extendedSupport, network, rolePath, vpcCidr } = target;
  return {
    egress: target.egress ?? (network ? undefined : defaultEgress),
    extendedSupport,
    network: network && {
      vpcId: network.vpcId,
      isolatedSubnetIds: network.isolatedSubnetIds,
      privateSubnetIds: network.privateSubnetIds,
      bastion: network.bastion,
    },
    rolePath,
    vpcCidr,
  };
}

/**
 * The pinned options of an environment, whatever its target has by now.
 *
 * @param facts - what the deployed template says of itself: an environment has the options that the release which created it
 *   did not pin only there
 * @returns undefined if neither metadata nor template have any
 */
export function optionsOf(
  metadata: EnvironmentMetadata,
  facts: Pick<StackFacts, 'options'> | undefined,
): PinnedOptions | undefined {
  const { options: pinned } = metadata.pins;
  const deployed = facts?.options;
  return pinned && deployed ? { ...deployed, ...pinned } : pinned ?? deployed;
}
