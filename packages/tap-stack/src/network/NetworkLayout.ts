/** What the rest of the stack needs to know of a network, own or existing. */
export interface NetworkLayout {
  vpcId: string;
  /** Empty for an existing network, whose public subnets are none of ours. */
  publicSubnetIds: string[];
  /** With a way out; the bastion's is the first. */
  privateSubnetIds: string[];
  /** Without a way out; one for each availability zone, in its order. */
  isolatedSubnetIds: string[];
}

/**
 * Address ranges of the three tiers, by position of the zone. There is room
 * for three zones even where two are used, so that no subnet ever moves.
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
