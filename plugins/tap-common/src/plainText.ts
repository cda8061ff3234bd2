/** Most characters of a text that CloudFormation or a custom resource wrote: a response of one has at most 4 kB. */
const MOST = 2_000;

/**
 * Text from elsewhere as one line without control and invisible characters. A custom resource can put any text into the
 * reasons of stack events: line breaks that forge lines of a log, terminal escape sequences, and characters that change
 * the direction of the text.
 *
 * @param text - as AWS returns it
 * @returns at most 2,000 characters; what is longer ends with `…`
 * @public
 */
export function plainText(text: string): string {
  const line = text.replace(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > MOST ? `${line.slice(0, MOST - 1)}…` : line;
}
