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

/** The source of the parameters of a template. */
export interface TemplateSource {
  schema: ZodSchema;
  /** Initial values of the form by name of the field, for fields without a default in the schema. */
  defaults: JsonObject;
}

/** Source of the parameters by path of the template, relative to the root of the repository. */
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
 * Path of the copy of a template that @tap/plugin-catalog-backend-module-tap contains, because a package cannot contain files
 * from outside its folder.
 *
 * @param path - path of the template, relative to the root of the repository like the result
 */
export function packedCopy(path: string): string {
  return `plugins/catalog-backend-module-tap/${path}`;
}

/**
 * Returns the JSON schema of each field of a zod schema, for the form and for the API of the scaffolder. `errorMessage`
 * contains the validation messages, which the form shows (https://github.com/ajv-validator/ajv-errors) and the scaffolder
 * includes in a 400 response.
 *
 * @param source.schema - a zod object, optionally refined
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
  const result = schema.safeParse('');
  return Array.isArray(property.enum) && !result.success
    ? { ...property, errorMessage: { enum: result.error.issues[0].message } }
    : property;
}
