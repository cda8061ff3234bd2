import { ResourceProgress } from '@tap/plugin-tap-common';

/** Shorter durations consist of the time between two reads of CloudFormation, and say nothing about the pace. */
const SHORTEST_SECONDS = 15;

/** Completed resources say something about the pace if they typically take this long together. */
const LEAST_TYPICAL_SECONDS = 60;

/** Durations on AWS differ by this factor from day to day, and one resource does not predict another that closely. */
const USUAL_FACTOR = 3;

/** An operation is never expected to be slower or faster than typical by more than these factors. */
const SLOWEST = 5;
const FASTEST = 0.01;

/**
 * How fast an operation is, compared with the typical durations of the resources that it has completed.
 *
 * @param typicalSeconds - by logical ID
 * @param events - of the operation, oldest first
 * @returns a factor for the typical duration of the operation: less than 1 if it is much faster than typical, more than 1 if it is
 *   much slower, 1 as long as its durations are usual or too little is complete
 */
export function operationPace(
  typicalSeconds: ReadonlyMap<string, number>,
  operation: 'create' | 'delete',
  events: readonly ResourceProgress[],
): number {
  const prefix = operation.toUpperCase();
  const started = new Map<string, number>();
  let typical = 0;
  let actual = 0;
  for (const { logicalId, status, timestamp } of events) {
    const seconds = typicalSeconds.get(logicalId) ?? 0;
    const start = started.get(logicalId);
    const time = Date.parse(timestamp);
    if (status === `${prefix}_IN_PROGRESS` && start === undefined) {
      started.set(logicalId, time);
    }
    if (
      status === `${prefix}_COMPLETE` &&
      start !== undefined &&
      seconds >= SHORTEST_SECONDS
    ) {
      typical += seconds;
      actual += (time - start) / 1000;
    }
  }
  if (typical < LEAST_TYPICAL_SECONDS) {
    return 1;
  }
  const pace = actual / typical;
  const isUsual = pace > 1 / USUAL_FACTOR && pace < USUAL_FACTOR;
  return isUsual ? 1 : Math.min(SLOWEST, Math.max(FASTEST, pace));
}
