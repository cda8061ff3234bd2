/** Maximum length. The response of a custom resource, which can contain the text, has at most 4 kB. */
const MOST = 2_000;

/**
 * Converts external text to one line without control and invisible characters. A custom resource can put any text into
 * the reasons of stack events: line breaks that forge log lines, terminal escape sequences, and characters that change
 * the text direction.
 *
 * @param text - as AWS returns it
 * @returns at most 2,000 characters; longer text is truncated and ends with `…`
 * @public
 */
export function plainText(text: string): string {
  const line = text.replace(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > MOST ? `${line.slice(0, MOST - 1)}…` : line;
}
