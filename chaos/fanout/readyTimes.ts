import { stripVTControlCharacters } from 'node:util';

/** How the portal tells in its log that an environment is there. */
const READY = /^(\S+Z) .*Environment (\S+) on target \S+ is ready/;

/**
 * When the portal told of each environment, off the back end's log, since the times of task events have whole seconds.
 *
 * @returns milliseconds since 1970 by suffix
 */
export function readyTimes(log: string): Map<string, number> {
  const times = new Map<string, number>();
  for (const line of stripVTControlCharacters(log).split('\n')) {
    const [, time, suffix] = READY.exec(line) ?? [];
    if (suffix && !times.has(suffix)) {
      times.set(suffix, Date.parse(time));
    }
  }
  return times;
}
