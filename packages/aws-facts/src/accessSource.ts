import { parseIpv4Range } from './ipv4Range';

/**
 * Most sources of one database, which leaves room in the template and in the quota of 60 rules of a security group
 * (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups). A prefix list has
 * more addresses.
 */
export const MOST_ACCESS_SOURCES = 3;

/** What a source of an ingress rule is. */
export type AccessSourceKind = 'range' | 'securityGroup' | 'prefixList';

/** Why a source is invalid, and a valid one. */
export interface AccessSourceProblem {
  /** Completes the sentence that begins with the name of the setting. */
  rule: string;
  example: string;
}

const EXAMPLE = '10.40.0.0/16';

/** The shortest prefix of a range that is not half of the internet. */
const SHORTEST_PREFIX = 8;

/**
 * What a source of an ingress rule is, by its form
 * (https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html).
 *
 * @returns undefined for another form
 */
export function accessSourceKind(source: string): AccessSourceKind | undefined {
  if (/^sg-[0-9a-f]{8,17}$/.test(source)) {
    return 'securityGroup';
  }
  if (/^pl-[0-9a-f]{8,17}$/.test(source)) {
    return 'prefixList';
  }
  return parseIpv4Range(source) ? 'range' : undefined;
}

/**
 * Checks the sources from which a database can be reached.
 *
 * @returns undefined if they are valid
 */
export function accessSourcesProblem(
  sources: readonly string[],
): AccessSourceProblem | undefined {
  if (sources.length > MOST_ACCESS_SOURCES) {
    return {
      rule: `has ${sources.length} entries, but at most ${MOST_ACCESS_SOURCES} are allowed; put ranges into a prefix list`,
      example: 'pl-0123456789abcdef0',
    };
  }
  const twice = sources.find(
    (source, index) => sources.indexOf(source) < index,
  );
  if (twice !== undefined) {
    return { rule: `has '${twice}' twice`, example: EXAMPLE };
  }
  for (const source of sources) {
    if (!accessSourceKind(source)) {
      return {
        rule: `'${source}' must be a range of IPv4 addresses without bits after the prefix, or the ID of a security group or prefix list`,
        example: EXAMPLE,
      };
    }
    const range = parseIpv4Range(source);
    if (range && range.prefix < SHORTEST_PREFIX) {
      return {
        rule: `'${source}' is too large; a range must have a prefix of at least ${SHORTEST_PREFIX} bits`,
        example: EXAMPLE,
      };
    }
  }
  return undefined;
}
