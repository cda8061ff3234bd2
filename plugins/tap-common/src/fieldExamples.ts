import { SUFFIX_EXAMPLE } from './suffix';

/**
 * Values that pass, by the name of the field in a request: for error messages, and for the JSON schemas that the
 * templates are generated with. The first one is the best example.
 *
 * @public
 */
export const FIELD_EXAMPLES = {
  suffix: [SUFFIX_EXAMPLE],
  target: ['sandbox'],
  size: ['small'],
  retention: ['destroy'],
  owner: ['group:default/payments'],
  engineVersion: ['17', '17.5'],
  backupRetentionDays: [7],
  expiresIn: ['12h', '7d', '2w'],
  description: ['Orders service, branch 42'],
  confirm: [SUFFIX_EXAMPLE],
  acknowledgeLostSnapshots: [false],
  acknowledgeRetained: [false],
  onlyIfExpired: ['2026-12-24T18:00:00.000Z'],
};

/**
 * A field with a value that passes, as the end of an error message.
 *
 * @param field - name of any field
 * @returns such as `, for example owner: group:default/payments`; empty where the field is none of a request's
 * @internal
 */
export function exampleOf(field: string): string {
  const examples: Record<string, unknown[]> = FIELD_EXAMPLES;
  return Object.hasOwn(examples, field)
    ? `, for example ${field}: ${examples[field][0]}`
    : '';
}
