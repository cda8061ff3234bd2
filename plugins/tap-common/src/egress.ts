/**
 * How an environment reaches the internet, which only its bastion needs. Strict first.
 *
 * - `nat-gateway`: through NAT gateways, or through an existing network; the bastion has no public address.
 * - `public-ip`: the bastion has a public address and no ingress; there are no NAT gateways.
 * - `none`: there is no bastion and no route to the internet.
 *
 * @public
 */
export const EGRESSES = ['nat-gateway', 'public-ip', 'none'] as const;

/** What each egress means, for the pages. @public */
export const EGRESS_TEXTS: Record<(typeof EGRESSES)[number], string> = {
  'nat-gateway': 'Bastion without a public address',
  'public-ip': 'Bastion with a public address, without ingress',
  none: 'No bastion, no internet access',
};

/** One of {@link EGRESSES}. @public */
export type Egress = (typeof EGRESSES)[number];
