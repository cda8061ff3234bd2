/** What AWS grants the accounts of the sandbox. It can be changed while the sandbox runs. */
export interface AccountSettings {
  /** Instance classes of RDS, instance types of EC2 that an availability zone does not offer. */
  withheldOffers: WithheldOffer[];
}

/** An offer that an availability zone does not have. */
export interface WithheldOffer {
  /** Name of the zone, such as `us-east-1c`. */
  zone: string;
  /** For example `db.r7g.large` or `t4g.micro`. */
  instanceType: string;
}

/** The settings of a sandbox that starts. */
export const DEFAULT_ACCOUNT_SETTINGS: AccountSettings = { withheldOffers: [] };

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
