import { AwsError } from '../protocol/AwsError';

/** One page of a list and the token of the next one, if there is one. */
export interface Page<T> {
  items: T[];
  next?: string;
}

/**
 * Cuts a page out of a list.
 *
 * @param token - of an earlier page; the place to go on from
 * @param size - items on a page
 * @throws AwsError `InvalidParameterValue` for a token that is none of ours
 */
export function page<T>(all: T[], token: unknown, size: unknown): Page<T> {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0) {
    throw new AwsError('InvalidParameterValue', `Invalid token: ${token}`);
  }
  const end = start + Math.max(1, Number(size ?? 100) || 100);
  return {
    items: all.slice(start, end),
    next: end < all.length ? String(end) : undefined,
  };
}
