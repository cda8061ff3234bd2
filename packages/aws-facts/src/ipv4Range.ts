/** A range of IPv4 addresses in CIDR notation, as numbers. */
export interface Ipv4Range {
  first: number;
  last: number;
  /** Number of bits of the network, 0 to 32. */
  prefix: number;
}

/**
 * Reads a range in CIDR notation.
 *
 * @param text - for example `10.40.0.0/16`
 * @returns undefined if it is malformed or has bits set after the prefix, which EC2 rejects in a range of a VPC
 */
export function parseIpv4Range(text: string): Ipv4Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(
    text,
  );
  const [prefix, ...bytes] = match
    ? [match[5], ...match.slice(1, 5)].map(Number)
    : [];
  if (prefix === undefined || prefix > 32 || bytes.some(byte => byte > 255)) {
    return undefined;
  }
  const first = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const size = 2 ** (32 - prefix);
  return first % size === 0
    ? { first, last: first + size - 1, prefix }
    : undefined;
}

/** A range in CIDR notation. */
export function formatIpv4Range({
  first,
  prefix,
}: Pick<Ipv4Range, 'first' | 'prefix'>): string {
  const bytes = [24, 16, 8, 0].map(bits => Math.floor(first / 2 ** bits) % 256);
  return `${bytes.join('.')}/${prefix}`;
}

/** Whether two ranges have addresses in common. */
export function overlaps(one: Ipv4Range, other: Ipv4Range): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** https://www.rfc-editor.org/rfc/rfc1918#section-3 */
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(
  text => parseIpv4Range(text)!,
);

/** Whether all addresses of a range are private. */
export function isPrivateRange(range: Ipv4Range): boolean {
  return PRIVATE_RANGES.some(
    ({ first, last }) => first <= range.first && range.last <= last,
  );
}
