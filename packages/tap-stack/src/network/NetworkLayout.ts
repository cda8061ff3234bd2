import { formatIpv4Range, parseIpv4Range } from '@tap/aws-facts';

/**
 * The network interface for the rest of the stack, for a new or an existing
 * network.
 */
export interface NetworkLayout {
  vpcId: string;
  /** Empty for an existing network, and without egress. */
  publicSubnetIds: string[];
  /** Subnets for applications, with internet access if there are NAT gateways. */
  privateSubnetIds: string[];
  /** Subnets without internet access; one per availability zone, in order. */
  isolatedSubnetIds: string[];
}

/**
 * Address ranges of the three tiers, by index of the zone. Ranges are reserved
 * for three zones even if two are used, so that subnets never move.
 *
 * @param vpcCidr - a /16 such as `10.0.0.0/16`, or a /20 such as `10.64.16.0/20`
 */
export function subnetCidrs(vpcCidr: string) {
  const { first } = parseIpv4Range(vpcCidr)!;
  const at = (index: number, prefix: number) =>
    formatIpv4Range({ first: first + index * 256, prefix });
  return {
    public: [0, 1, 2].map(index => at(index, 24)),
    isolated: [8, 9, 10].map(index => at(index, 24)),
    private: isSmallNetwork(vpcCidr)
      ? [4, 6, 12].map(index => at(index, 23))
      : [16, 32, 48].map(index => at(index, 20)),
  };
}

/**
 * Whether a network has a /20. Such ranges are parts of a pool that environments
 * share, so the stack reserves them.
 */
export function isSmallNetwork(vpcCidr: string): boolean {
  return parseIpv4Range(vpcCidr)!.prefix === 20;
}
