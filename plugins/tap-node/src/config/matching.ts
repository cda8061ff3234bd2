import { InputError } from '@backstage/errors';

/**
 * Returns a configuration value that matches a pattern.
 *
 * @param key - the configuration key, as the error names it
 * @param rule - completes the sentence "'value' must be …" and ends with an example
 * @throws InputError if the value does not match
 */
export function matching(
  value: string,
  pattern: RegExp,
  key: string,
  rule: string,
): string {
  if (!pattern.test(value)) {
    throw new InputError(`${key}: '${value}' must be ${rule}`);
  }
  return value;
}
