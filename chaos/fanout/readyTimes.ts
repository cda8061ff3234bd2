import { stripVTControlCharacters } from 'node:util';

/** The log message of the portal when an environment is ready. */
const READY = /^(\S+Z) .*Environment (\S+) on target \S+ is ready/;

/**
 * When the portal reported each environment as ready, from the back end's log, because task events have a resolution of
 * one second.
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
