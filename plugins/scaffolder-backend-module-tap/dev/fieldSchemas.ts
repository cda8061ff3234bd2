import { JsonObject } from '@backstage/types';
import {
  environmentRequestSchema,
  Field,
  FIELDS,
  REQUEST_DEFAULTS,
  teardownRequestSchema,
} from '@tap/plugin-tap-common';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { FieldSchema } from './generateTemplate';

type ZodSchema = Parameters<typeof zodToJsonSchema>[0];

/** What the parameters of a template are generated from. */
export interface TemplateSource {
  schema: ZodSchema;
  /** What the form begins with, by name of the field, where the schema itself has no default. */
  defaults: JsonObject;
}

/** Path of each template from the root of the repository, with the source of its parameters. */
export const TEMPLATES: Record<string, TemplateSource> = {
  'templates/tap-postgres/template.yaml': {
    schema: environmentRequestSchema as ZodSchema,
    defaults: REQUEST_DEFAULTS,
  },
  'templates/tap-postgres-teardown/template.yaml': {
    schema: teardownRequestSchema as ZodSchema,
    defaults: {},
  },
};

/**
 * JSON schema of each field of a zod schema, as the form and the scaffolder's API want it: the messages for rules that are
 * broken stand in `errorMessage`, which Backstage's form shows (https://github.com/ajv-validator/ajv-errors) and the
 * scaffolder sends along in its answer 400.
 *
 * @param source.schema - a zod object, perhaps refined
 * @returns JSON schema by name of the field, in the order of the zod schema
 */
export function fieldSchemas({
  schema,
  defaults,
}: TemplateSource): Record<string, FieldSchema> {
  const { properties } = zodToJsonSchema(schema, {
    errorMessages: true,
    $refStrategy: 'none',
  }) as { properties: Record<string, JsonObject> };
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const { examples, title } = FIELDS[name as keyof typeof FIELDS];
      return [
        name,
        {
          title,
          ...withEnumMessage(name, property),
          ...(name in defaults && { default: defaults[name] }),
          examples,
        },
      ];
    }),
  );
}

// The conversion does not include the message of an enumeration.
function withEnumMessage(name: string, property: JsonObject): JsonObject {
  const { schema }: Field = FIELDS[name as keyof typeof FIELDS];
  const refused = schema.safeParse('');
  return Array.isArray(property.enum) && !refused.success
    ? { ...property, errorMessage: { enum: refused.error.issues[0].message } }
    : property;
}
