import { validationError } from '../validationError';

/** A page of a list and the token of the next page. */
export interface Page<T> {
  items: T[];
  nextToken: string | undefined;
}

/**
 * Returns one page of a list. The token names the item after which the next
 * page starts, so items added at the front are neither repeated nor skipped.
 *
 * @param idOf - returns the ID of an item
 * @throws AwsError `ValidationError` for an unknown token
 */
export function paginate<T>(
  items: readonly T[],
  size: number,
  token: string | undefined,
  idOf: (item: T) => string,
): Page<T> {
  const start =
    token === undefined
      ? 0
      : items.findIndex(item => idOf(item) === decode(token)) + 1;
  if (token !== undefined && start === 0) {
    throw validationError('Invalid NextToken');
  }
  const page = items.slice(start, start + size);
  const more = start + size < items.length;
  return {
    items: page,
    nextToken: more ? encode(idOf(page[page.length - 1])) : undefined,
  };
}

function encode(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function decode(token: string): string {
  return Buffer.from(token, 'base64url').toString();
}
