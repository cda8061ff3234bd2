import {
  EnvironmentFilter,
  EnvironmentOrder,
  EnvironmentQuery,
  environmentQueryParams,
  environmentQuerySchema,
} from '@tap/plugin-tap-common';

/** The page of the list that the environments page shows. */
export interface EnvironmentAddress extends EnvironmentFilter {
  limit: number;
  offset: number;
  orderField: EnvironmentOrder;
}

/** What an address without parameters stands for. */
const DEFAULTS = {
  limit: 20,
  offset: 0,
  orderField: { field: 'createdAt', order: 'desc' },
} as const;

const TEXTS = ['name', 'owner', 'target', 'size', 'status'] as const;
const SWITCHES = ['mine', 'expiring'] as const;
const PLACE = ['limit', 'offset', 'orderField'] as const;

const { shape } = environmentQuerySchema;

/**
 * The page of the list in the query of an address, for example `?owner=group:default/payments&mine=true&offset=20`. The back end
 * reports an invalid filter; an invalid order or page is that of an address without parameters.
 */
export function readAddress(params: URLSearchParams): EnvironmentAddress {
  const text = (key: string) => params.get(key) || undefined;
  return {
    ...(Object.fromEntries([
      ...TEXTS.map(key => [key, text(key)]),
      ...SWITCHES.map(key => [key, text(key) === 'true' || undefined]),
    ]) as EnvironmentFilter),
    limit: shape.limit.safeParse(text('limit')).data ?? DEFAULTS.limit,
    offset: shape.offset.safeParse(text('offset')).data ?? DEFAULTS.offset,
    orderField:
      shape.orderField.safeParse(text('orderField')).data ??
      DEFAULTS.orderField,
  };
}

/**
 * The query of the address of a page of the list.
 *
 * @param before - the current query; its other parameters stay
 */
export function writeAddress(
  address: EnvironmentAddress,
  before: URLSearchParams,
): URLSearchParams {
  const params = new URLSearchParams(before);
  const written = environmentQueryParams(address);
  const unchanged = environmentQueryParams(DEFAULTS as EnvironmentQuery);
  for (const key of [...TEXTS, ...SWITCHES, ...PLACE]) {
    const value = written.get(key);
    if (value === null || value === unchanged.get(key)) {
      params.delete(key);
    } else {
      params.set(key, value);
    }
  }
  return params;
}
