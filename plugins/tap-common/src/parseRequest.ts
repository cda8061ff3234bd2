import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { FIELDS } from './fields';

/**
 * Parses an external request.
 *
 * @param schema - one of the schemas of requests
 * @param value - anything
 * @returns the parsed value, with defaults
 * @throws InputError with each invalid field, its rule and a valid example
 * @public
 */
export function parseRequest<S extends z.ZodTypeAny>(
  schema: S,
  value: unknown,
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  throw new InputError(
    result.error.issues.map(issue => issueText(issue)).join('; '),
  );
}

function issueText(issue: z.ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.join(', ')}: no such field`;
  }
  const field = issue.path.join('.') || 'request';
  if (issue.code === 'invalid_type' && issue.received === 'undefined') {
    return `${field}: is missing${exampleOf(field)}`;
  }
  const text = `${field}: ${lowerFirst(issue.message)}`;
  // The default messages of zod have no example.
  return issue.code === 'invalid_type' && !text.includes('for example')
    ? `${text}${exampleOf(field)}`
    : text;
}

// The end of a message, such as `, for example owner: group:default/payments`.
function exampleOf(name: string): string {
  return Object.hasOwn(FIELDS, name)
    ? `, for example ${name}: ${
        FIELDS[name as keyof typeof FIELDS].examples[0]
      }`
    : '';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase('en-US') + text.slice(1);
}
