import { JsonObject, JsonPrimitive } from '@backstage/types';

/**
 * A parsed request as the values of a template: without what was not said, and without what is said by saying
 * nothing (`false`), so that a template has to know only the fields that are used.
 */
export function taskValues(
  request: Record<string, JsonPrimitive | undefined>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(request).filter(
      ([, value]) => value !== undefined && value !== false,
    ),
  );
}
