// Backstage's scaffolder ignores zod v4 schemas silently, so this is v3 on purpose.
import { z } from 'zod/v3';

/**
 * One field: the rule that its values follow, and the texts about it.
 *
 * @public
 */
export interface Field<S extends z.ZodTypeAny = z.ZodTypeAny> {
  /** The rule. Its messages contain an example; it carries the description. */
  schema: S;
  /** Label in a form. */
  title: string;
  /** What the field means, in a sentence or two. */
  description: string;
  /** Values that the rule accepts. Error messages show the first one. */
  examples: NonNullable<z.input<S>>[];
}

/** Fields by name. @public */
export type Fields = Record<string, Field>;

/**
 * Builds a field, so that its messages show its own examples and its schema carries its description.
 *
 * @param facts.schema - builds the rule; its argument are the examples
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

/** Schemas of fields by name: what `z.object` takes. */
export function shapeOf<F extends Fields>(
  fields: F,
): { [K in keyof F]: F[K]['schema'] } {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { schema }]) => [name, schema]),
  ) as { [K in keyof F]: F[K]['schema'] };
}
