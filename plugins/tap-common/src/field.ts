// zod v3, because Backstage's scaffolder silently ignores zod v4 schemas.
import { z } from 'zod/v3';

/**
 * One field: its schema and its texts.
 *
 * @public
 */
export interface Field<S extends z.ZodTypeAny = z.ZodTypeAny> {
  /** The schema. Its messages contain an example, and it has the description. */
  schema: S;
  /** Label in a form. */
  title: string;
  /** Meaning of the field, in one or two sentences. */
  description: string;
  /** Valid values. Error messages contain the first one. */
  examples: NonNullable<z.input<S>>[];
}

/** Fields by name. @public */
export type Fields = Record<string, Field>;

/**
 * Builds a field whose messages contain its examples and whose schema has its description.
 *
 * @param facts.schema - builds the schema from the examples
 */
export function field<
  S extends z.ZodTypeAny,
  E extends NonNullable<z.input<S>>,
>(facts: {
  title: string;
  description: string;
  examples: E[];
  schema: (examples: E[]) => S;
}): Field<S> {
  const { description, examples, title } = facts;
  const schema = facts.schema(examples).describe(description);
  return { description, examples, schema, title };
}

/** Schemas of fields by name, as the argument of `z.object`. */
export function shapeOf<F extends Fields>(
  fields: F,
): { [K in keyof F]: F[K]['schema'] } {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { schema }]) => [name, schema]),
  ) as { [K in keyof F]: F[K]['schema'] };
}
