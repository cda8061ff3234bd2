/** Characters that no POSIX shell treats specially, as in Python's shlex.quote. */
const SAFE = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * Quotes a text as one word of a POSIX shell. Between single quotes every character is literal
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02).
 *
 * @returns the unchanged text if it needs no quotes
 */
export function shellQuote(text: string): string {
  return SAFE.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}
