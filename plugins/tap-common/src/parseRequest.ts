import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { SUFFIX_EXAMPLE } from './suffix';

/**
 * Parses what came from outside.
 *
 * @param schema - one of the schemas of requests
 * @param value - anything
 * @returns the parsed value, with defaults
 * @throws InputError whose message names each field, its rule and an example that would pass
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
  const missing =
    issue.code === 'invalid_type' && issue.received === 'undefined';
  return missing
    ? `${field}: is missing, for example ${field}: ${SUFFIX_EXAMPLE}`
    : `${field}: ${lowerFirst(issue.message)}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase('en-US') + text.slice(1);
}
