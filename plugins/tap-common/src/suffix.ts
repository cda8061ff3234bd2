/**
 * The rule for environment suffixes, as a regular expression source that JSON schema and zod share. It is stricter than
 * any single AWS rule, because the suffix is part of the names of the stack (letters, digits, hyphens), of the database
 * instances (lower case, first a letter, no two hyphens in a row:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html) and of the bucket.
 *
 * @public
 */
export const SUFFIX_PATTERN = '^[a-z](?:-?[a-z0-9])+$';

/** Minimum length of a suffix. @public */
export const SUFFIX_MIN_LENGTH = 3;

/** Maximum length of a suffix; see {@link derivedNames} for the names that contain it. @public */
export const SUFFIX_MAX_LENGTH = 20;

/** Whether a text is a valid suffix. @public */
export function isSuffix(text: string): boolean {
  return (
    text.length >= SUFFIX_MIN_LENGTH &&
    text.length <= SUFFIX_MAX_LENGTH &&
    new RegExp(SUFFIX_PATTERN).test(text)
  );
}

/** The rule as text, for messages and help texts. @public */
export const SUFFIX_RULE =
  'lower-case letters, digits and single hyphens, beginning with a letter and ending with a letter or digit';

/** A valid suffix. @public */
export const SUFFIX_EXAMPLE = 'orders-dev';
