import { NEVER } from '@tap/plugin-tap-common';

/** Lifetimes that forms offer, by their value in a request. */
export const LIFETIMES: Record<string, string> = {
  '1d': '1 day',
  '3d': '3 days',
  '7d': '7 days',
  '14d': '14 days',
  '30d': '30 days',
};

/**
 * A lifetime in words.
 *
 * @param expiresIn - as in a request
 */
export function lifetimeText(expiresIn: string): string {
  return expiresIn === NEVER
    ? 'Does not expire'
    : `${LIFETIMES[expiresIn] ?? expiresIn} from now`;
}
