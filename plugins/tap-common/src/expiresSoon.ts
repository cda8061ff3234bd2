import { Environment } from './environment';

/** How long before its expiry an environment needs attention, in milliseconds. */
const SOON_MS = 48 * 3_600_000;

/**
 * Whether an environment expires within 48 hours, or has expired.
 *
 * @param now - milliseconds since 1970
 * @public
 */
export function expiresSoon(
  { expiresAt }: Pick<Environment, 'expiresAt'>,
  now: number,
): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) - now <= SOON_MS;
}
