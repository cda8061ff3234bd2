import { Zone } from '../aws/AccountFacts';
import { TargetRuntime } from '../operation/TargetRuntime';

/** What a stack needs of an availability zone. */
export interface ZoneNeeds {
  instanceClass: string;
  /** A major version (`17`) or an exact one (`17.9`). */
  engineVersion: string;
  /** Type of the stack's EC2 instance; undefined if it has none. */
  hostInstanceType?: string;
  /** IDs of zones without a service that the stack needs, each list with the name of the service. */
  without?: { service: string; zoneIds: readonly string[] };
}

/**
 * Why availability zones cannot host a stack, by the offers of RDS and EC2
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeOrderableDBInstanceOptions.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypeOfferings.html). Only reads.
 *
 * @returns a reason for each zone that is not suitable, by the name of the zone
 */
export async function zoneProblems(
  { facts }: Pick<TargetRuntime, 'facts'>,
  zones: Zone[],
  needs: ZoneNeeds,
): Promise<Map<string, string>> {
  const { engineVersion, hostInstanceType, instanceClass, without } = needs;
  const [offers, hostZones] = await Promise.all([
    facts.databaseOffers(instanceClass),
    hostInstanceType && facts.hostZones(hostInstanceType),
  ]);
  const databaseZones = new Set(
    offers
      .filter(offer => isVersion(offer.engineVersion, engineVersion))
      .flatMap(offer => offer.zones),
  );
  const problemOf = ({ name, id }: Zone) => {
    if (!databaseZones.has(name)) {
      return `RDS does not offer PostgreSQL ${engineVersion} on ${instanceClass}`;
    }
    if (hostZones && !hostZones.includes(name)) {
      return `EC2 does not offer ${hostInstanceType}`;
    }
    return without?.zoneIds.includes(id)
      ? `it has no ${without.service}`
      : undefined;
  };
  return new Map(
    zones.flatMap(zone => {
      const problem = problemOf(zone);
      return problem ? [[zone.name, problem] as const] : [];
    }),
  );
}

/** Whether a version is the wanted one, or one of the wanted major version. */
function isVersion(version: string, wanted: string): boolean {
  return version === wanted || version.startsWith(`${wanted}.`);
}
