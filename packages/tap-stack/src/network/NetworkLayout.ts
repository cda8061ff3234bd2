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
 * @param vpcCidr - a /16 such as `10.0.0.0/16`
 */
export function subnetCidrs(vpcCidr: string) {
  const network = vpcCidr.split('.').slice(0, 2).join('.');
  return {
    public: [0, 1, 2].map(index => `${network}.${index}.0/24`),
    isolated: [8, 9, 10].map(index => `${network}.${index}.0/24`),
    private: [16, 32, 48].map(index => `${network}.${index}.0/20`),
  };
}
