/**
 * Rule for the names of sizes, as a regular expression source that JSON schema and zod share. It fits the tags of catalog
 * entities (https://backstage.io/docs/features/software-catalog/descriptor-format#tags-optional). Which sizes there are is
 * decided by the stack module and app-config; a browser learns it from the options route.
 *
 * @public
 */
export const SIZE_NAME_PATTERN = '^[a-z](?:-?[a-z0-9])*$';

/** Most characters of the name of a size. @public */
export const SIZE_NAME_MAX_LENGTH = 20;

/** The rule in words, for messages. @public */
export const SIZE_NAME_RULE = `at most ${SIZE_NAME_MAX_LENGTH} lower-case letters, digits and single hyphens, beginning with a letter and ending with a letter or digit`;

/** Whether a text can be the name of a size: pattern and length. @public */
export function isSizeName(text: string): boolean {
  return (
    text.length <= SIZE_NAME_MAX_LENGTH &&
    new RegExp(SIZE_NAME_PATTERN).test(text)
  );
}
