import { JsonObject } from '@backstage/types';
import {
  environmentRequestSchema,
  FIELD_EXAMPLES,
  REQUEST_DEFAULTS,
  teardownRequestSchema,
} from '@tap/plugin-tap-common';
import { zodToJsonSchema } from 'zod-to-json-schema';

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
}: TemplateSource): Record<string, JsonObject> {
  const { properties } = zodToJsonSchema(schema, {
    errorMessages: true,
    $refStrategy: 'none',
  }) as { properties: Record<string, JsonObject> };
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [
      name,
      {
        ...withEnumMessage(name, field),
        ...(name in defaults && { default: defaults[name] }),
        examples: examplesOf(name),
      },
    ]),
  );
}

// Of enumerations the conversion does not know the message.
function withEnumMessage(name: string, field: JsonObject): JsonObject {
  if (!Array.isArray(field.enum)) {
    return field;
  }
  const message = `must be one of ${field.enum.join(', ')}, for example ${
    examplesOf(name)[0]
  }`;
  return { ...field, errorMessage: { enum: message } };
}

function examplesOf(name: string) {
  return FIELD_EXAMPLES[name as keyof typeof FIELD_EXAMPLES];
}
