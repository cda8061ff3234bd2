import { z } from 'zod/v3';
import { extendRequestSchema, transferRequestSchema } from './changeRequests';
import { environmentRequestSchema } from './environmentRequest';
import { FIELDS } from './fields';
import { parseRequest } from './parseRequest';
import { teardownRequestSchema } from './teardownRequest';

const SCHEMAS: Record<string, z.AnyZodObject> = {
  environment: environmentRequestSchema,
  extend: extendRequestSchema,
  teardown: teardownRequestSchema.innerType(),
  transfer: transferRequestSchema,
};

/** Every field of every request. */
const REQUEST_FIELDS = Object.entries(SCHEMAS).flatMap(([name, { shape }]) =>
  Object.entries(shape as z.ZodRawShape).map(
    ([field, schema]) => [name, field, schema] as const,
  ),
);

const tableEntry = (name: string) => FIELDS[name as keyof typeof FIELDS];

function messageOf(schema: z.ZodTypeAny, value: unknown): string {
  try {
    parseRequest(schema, value);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the value is valid');
}

describe('parseRequest', () => {
  it.each(REQUEST_FIELDS)(
    'has a title, a description and valid examples for each field: %s, %s',
    (_, field, schema) => {
      const { description, examples, title } = tableEntry(field);
      expect(title).toMatch(/^[A-Z]/);
      expect(description).toMatch(/^[A-Z]/);
      expect(schema.description).toMatch(/^[A-Z]/);
      expect(examples).not.toHaveLength(0);
      for (const example of examples) {
        expect(schema.safeParse(example).success).toBe(true);
        expect(tableEntry(field).schema.safeParse(example).success).toBe(true);
      }
    },
  );

  it.each(REQUEST_FIELDS.filter(([, , schema]) => !schema.isOptional()))(
    'reports a missing field with an example: %s, %s',
    (name, field) => {
      const [example] = tableEntry(field).examples;
      expect(messageOf(SCHEMAS[name], {})).toContain(
        `${field}: is missing, for example ${field}: ${example}`,
      );
    },
  );

  it.each(Object.entries(FIELDS))(
    'reports a value of a wrong type with an example: %s',
    (name, { examples, schema }) => {
      expect(messageOf(z.object({ [name]: schema }), { [name]: {} })).toMatch(
        new RegExp(`^${name}: .*for example .*${examples[0]}`),
      );
    },
  );

  it('reports a value of a wrong type with an example', () => {
    expect(messageOf(extendRequestSchema, { suffix: 7, expiresIn: 7 })).toBe(
      'suffix: expected string, received number, for example suffix: orders-dev; expiresIn: expected string, received number, for example expiresIn: 12h',
    );
    expect(
      messageOf(environmentRequestSchema, { suffix: 'orders', size: 7 }),
    ).toBe('size: expected string, received number, for example size: small');
  });

  it('reports a value that breaks a rule with one example', () => {
    const messages = [
      messageOf(extendRequestSchema, { suffix: 'Orders!', expiresIn: '12h' }),
      messageOf(environmentRequestSchema, { suffix: 'orders', size: 'X L' }),
    ];
    for (const message of messages) {
      expect(message.match(/for example/g)).toHaveLength(1);
    }
  });

  it('rejects a request that is not an object', () => {
    expect(messageOf(extendRequestSchema, undefined)).toBe(
      'request: is missing',
    );
    expect(messageOf(extendRequestSchema, 'orders')).toBe(
      'request: expected object, received string',
    );
  });

  it('has no examples for unknown fields', () => {
    const other = z.object({ toString: z.string(), constructor: z.string() });
    expect(
      messageOf(other, Object.assign(Object.create(null), { toString: 1 })),
    ).toBe(
      'toString: expected string, received number; constructor: is missing',
    );
  });
});
