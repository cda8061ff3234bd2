import { z } from 'zod/v3';

/** A property in the format of `createTemplateAction`. */
type Property = () => z.ZodTypeAny;

/**
 * Creates the input properties of an action from the fields of a request. The scaffolder validates them and shows them on its
 * page of installed actions.
 *
 * Patterns and lengths are left out on purpose: the scaffolder's error for a pattern says only that it does not match. Every
 * handler parses its input again with the schemas of tap-common, whose messages name the field, the rule and a valid example.
 *
 * @param shape - shape of the request schema
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
