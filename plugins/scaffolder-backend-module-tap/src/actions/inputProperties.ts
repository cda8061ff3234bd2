import { z } from 'zod/v3';

/** A property as `createTemplateAction` wants it. */
type Property = () => z.ZodTypeAny;

/**
 * Properties of an action's input, for the fields of a request: what the scaffolder itself checks, and shows on its page of
 * actions.
 *
 * Patterns and lengths are left out on purpose. The scaffolder runs nothing but the JSON schema, and says of a pattern only
 * that it does not match; every handler parses its input again with tap-common's schemas, whose messages name the field, the
 * rule and an example that would pass.
 *
 * @param shape - of the request's schema
 * @returns a property for each field
 */
export function inputProperties<T extends z.ZodRawShape>(
  shape: T,
): Record<keyof T, Property> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [
      name,
      () => withoutPattern(schema),
    ]),
  ) as Record<keyof T, Property>;
}

function withoutPattern(schema: z.ZodTypeAny): z.ZodTypeAny {
  if (!isText(schema)) {
    return schema;
  }
  const text = z.string().describe(schema.description ?? '');
  return schema.isOptional() ? text.optional() : text;
}

function isText(schema: z.ZodTypeAny): boolean {
  if (schema instanceof z.ZodOptional) {
    return isText(schema.unwrap());
  }
  return schema instanceof z.ZodEffects
    ? isText(schema.innerType())
    : schema instanceof z.ZodString;
}
