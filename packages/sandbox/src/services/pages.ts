import { AwsError } from '../protocol/AwsError';

/** A page of a list and the token of the next page, if there is one. */
export interface Page<T> {
  items: T[];
  next?: string;
}

/**
 * Returns one page of a list.
 *
 * @param token - of the previous page
 * @param size - items per page
 * @throws AwsError `InvalidParameterValue` for an unknown token
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
