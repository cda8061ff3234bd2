/** What AWS grants the accounts of the sandbox. It can be changed while the sandbox runs. @public */
export interface AccountSettings {
  /** Instance classes of RDS, instance types of EC2 that an availability zone does not offer. */
  withheldOffers: WithheldOffer[];
  /** Major or exact versions of PostgreSQL that RDS does not offer, such as `18` or `17.9`. */
  withheldVersions: string[];
  /** Quotas by quota code of Service Quotas, or by name of RDS's account attribute. Others are {@link AMPLE}. */
  quotas: Record<string, number>;
  /** List prices in US dollars by usage type without prefix, such as `NatGateway-Hours`, in addition to those that TAP ships. */
  prices: Record<string, number>;
}

/** An offer that an availability zone does not have. @public */
export interface WithheldOffer {
  /** Name of the zone, such as `us-east-1c`. */
  zone: string;
  /** For example `db.r7g.large` or `t4g.micro`. */
  instanceType: string;
}

/** The settings of a sandbox that starts. */
export const DEFAULT_ACCOUNT_SETTINGS: AccountSettings = {
  withheldOffers: [],
  withheldVersions: [],
  quotas: {},
  prices: {},
};

/** More than a sandbox ever has. */
const AMPLE = 1_000_000;

/** A quota of the account. */
export function quotaOf(name: string, { quotas }: AccountSettings): number {
  return quotas[name] ?? AMPLE;
}

/** The zones among the given ones that offer an instance class or type. */
export function zonesOffering(
  zones: string[],
  instanceType: string,
  { withheldOffers }: AccountSettings,
): string[] {
  return zones.filter(
    zone =>
      !withheldOffers.some(
        withheld =>
          withheld.zone === zone && withheld.instanceType === instanceType,
      ),
  );
}
