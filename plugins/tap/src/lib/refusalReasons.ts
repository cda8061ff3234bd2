/** What the engine's refusal of a teardown begins with. */
const PREAMBLE = /^.*nothing was destroyed: /;

/**
 * What stands in the way of a teardown and what to do about it, sentence by sentence.
 *
 * @param message - why the back end has refused it
 */
export function refusalReasons(message: string): string[] {
  return message
    .replace(PREAMBLE, '')
    .replace(
      'tear down with acknowledgeLostSnapshots: true',
      'give them up below',
    )
    .split(/(?<=\.)\s+(?=\p{Lu})/u);
}

/** Whether a teardown was refused over snapshots that would become unreadable. */
export function isOverSnapshots(message: string): boolean {
  return message.includes('acknowledgeLostSnapshots');
}
