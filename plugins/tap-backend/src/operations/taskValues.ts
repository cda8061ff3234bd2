import { JsonObject, JsonPrimitive } from '@backstage/types';

/**
 * Converts a parsed request to the values of a template. Leaves out undefined values and `false`, which is the default, so
 * that a template needs only the fields that are used.
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
