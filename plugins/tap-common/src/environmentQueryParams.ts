import type { EnvironmentQuery } from './environmentQuery';

/**
 * The query parameters of a page of the list; what is false, empty or absent has none.
 *
 * @public
 */
export function environmentQueryParams(
  query: EnvironmentQuery,
): URLSearchParams {
  const { orderField, ...rest } = query;
  const texts = {
    ...rest,
    orderField: orderField && `${orderField.field},${orderField.order}`,
  };
  return new URLSearchParams(
    Object.entries(texts).flatMap(([key, value]) =>
      value === undefined || value === false || value === ''
        ? []
        : [[key, String(value)]],
    ),
  );
}
