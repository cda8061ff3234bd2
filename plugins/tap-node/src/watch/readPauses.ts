import { WatchTiming } from './PollInterval';

/**
 * The longest pause between two reads of the statuses, as parts of the longest polling interval: a tenth of a second of five for
 * each followed stack, and at most 3.5 seconds of five. The end of one of a few stacks is noticed within a second, and reads
 * of fifty stacks take no more calls than their number allows (`calls` in docs/PERFORMANCE.md).
 */
const STATUS_SHARES = { perStack: 0.02, most: 0.7 };

/**
 * Pauses between two reads of the events of a stack, for each followed stack, as parts of the longest polling interval: at least
 * half a second of five, and at most 1.5 seconds of five without new events. A database takes minutes, and fifty stacks
 * would otherwise use up the rate budget. Pages read the events of their environment themselves.
 */
const EVENT_SHARES = { shortest: 0.1, longest: 0.3 };

/** Up to this number of followed stacks, their events take up to two calls per second together; with more, fewer. */
const FULL_RATE = 50;

/** With more followed stacks, the last events of those that have succeeded are not worth a call each, and the wait for it. */
const MOST_WITH_LAST_EVENTS = 20;

/**
 * Limits of the pause between two reads of the statuses of all followed stacks. With many stacks, there is something new in most
 * reads, so that the pause after a change is at least half of the longest one.
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
    shortest: Math.min(longest, Math.max(forCalls, longest / 2)),
    longest,
  };
}

/**
 * Limits of the pause between two reads of the events of one stack. With more than {@link FULL_RATE} stacks, they grow with the
 * square of their number, so that the starts and ends of so many stacks have the rate budget.
 */
export function eventPauses(
  { shortest, longest }: WatchTiming,
  stacks: number,
): WatchTiming {
  const all = longest * stacks * Math.max(1, stacks / FULL_RATE);
  return {
    shortest: Math.max(shortest, EVENT_SHARES.shortest * all),
    longest: Math.max(longest, EVENT_SHARES.longest * all),
  };
}

/** Whether the last events of a stack that has succeeded are read. They complete the task log. */
export function readsLastEvents(stacks: number): boolean {
  return stacks <= MOST_WITH_LAST_EVENTS;
}
