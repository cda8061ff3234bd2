import { isBurstable, SizeSpec } from './sizes';

/**
 * How an environment reaches the internet, which only its bastion needs:
 *
 * - `nat-gateway`: through NAT gateways, or through the existing network. The
 *   bastion has no public address.
 * - `public-ip`: the bastion has a public address and no ingress. There are no
 *   NAT gateways.
 * - `none`: there is no bastion, and no route to the internet.
 *
 * @public
 */
export type Egress = 'nat-gateway' | 'public-ip' | 'none';

/** All values of {@link Egress}. @public */
export const EGRESS_NAMES: readonly Egress[] = [
  'nat-gateway',
  'public-ip',
  'none',
];

/**
 * Recommended egress of a new environment with its own network. A NAT gateway
 * costs more than a small database, so a size without a standby on a burstable
 * class, which is for development, does without.
 *
 * @public
 */
export function defaultEgress(
  spec: Pick<SizeSpec, 'instanceClass' | 'multiAz'>,
): Egress {
  return isBurstable(spec) && !spec.multiAz ? 'public-ip' : 'nat-gateway';
}
