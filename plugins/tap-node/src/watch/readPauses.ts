import { WatchTiming } from './PollInterval';

/**
 * The longest pause between two reads of the statuses, as parts of the longest polling interval: a tenth of a second of five for
 * each followed stack, and at most 3.5 seconds of five. The end of one of a few stacks is noticed within a second, and reads
 * of fifty stacks take no more calls than their number allows (`calls` in docs/PERFORMANCE.md).
 */
const STATUS_SHARES = { perStack: 0.02, most: 0.7 };

/**
 * Pauses between two reads of the events of a stack, for each followed stack, as parts of the longest polling interval: at least
 * one second of five, and at most two seconds of five without new events. A database takes minutes, and many stacks
 * would otherwise use up the rate budget. Pages read the events of their environment themselves.
 */
const EVENT_SHARES = { shortest: 0.2, longest: 0.4 };

/**
 * With more followed stacks, the starts and ends of operations have the rate budget: events are read more seldom, and the last
 * ones of a stack that has succeeded are not worth a call and the wait for it.
 */
const MANY = 20;

/** Shortest pause between two reads of the statuses, as a part of the longest one: with many stacks, most reads find a change. */
const SHORTEST_SHARE = 0.75;

/**
 * Limits of the pause between two reads of the statuses of all followed stacks.
 *
 * @param reads.stacks - number of followed stacks
 * @param reads.calls - number of calls that a read takes
 */
export function statusPauses(
  timing: WatchTiming,
  reads: { stacks: number; calls: number },
): WatchTiming {
  const forCalls = timing.shortest * reads.calls;
  const forStacks =
    timing.longest *
    Math.min(STATUS_SHARES.most, STATUS_SHARES.perStack * reads.stacks);
  const longest = Math.min(timing.longest, Math.max(forCalls, forStacks));
  return {
    shortest: Math.min(longest, Math.max(forCalls, longest * SHORTEST_SHARE)),
    longest,
  };
}

/**
 * Limits of the pause between two reads of the events of one stack. Up to {@link MANY} stacks, all together take up to one call
 * per second; with more, the pauses grow with the cube of their number.
 */
export function eventPauses(
  { shortest, longest }: WatchTiming,
  stacks: number,
): WatchTiming {
  const all = longest * stacks * Math.max(1, stacks / MANY) ** 2;
  return {
    shortest: Math.max(shortest, EVENT_SHARES.shortest * all),
    longest: Math.max(longest, EVENT_SHARES.longest * all),
  };
}

/** Whether the last events of a stack that has succeeded are read. They complete the task log. */
export function readsLastEvents(stacks: number): boolean {
  return stacks <= MANY;
}
