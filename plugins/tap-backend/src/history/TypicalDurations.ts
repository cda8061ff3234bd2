import { EnvironmentProgress } from '@tap/plugin-tap-common';
import { OperationStore } from '../database';

/** The newest runs count: the durations of AWS change over the years, and those of a size with its definition. */
const RUNS = 9;

/** How long a result is used, in milliseconds. */
const GOOD_FOR_MS = 60_000;

/**
 * How long operations typically take, from those that the portal has recorded. They depend on size, region and stack.
 */
export class TypicalDurations {
  private readonly known = new Map<
    string,
    { readAt: number; seconds: Promise<number | undefined> }
  >();

  constructor(private readonly operations: OperationStore) {}

  /**
   * Seconds that the operation in progress typically takes: the median of its last runs.
   *
   * @returns undefined for an update, whose duration depends on the change, and without earlier runs
   */
  async secondsOf({
    environment,
    operation,
  }: EnvironmentProgress): Promise<number | undefined> {
    if (!environment || !operation || operation === 'update') {
      return undefined;
    }
    const { size, target } = environment;
    const key = [target, operation, size].join('/');
    const known = this.known.get(key);
    if (known && performance.now() - known.readAt < GOOD_FOR_MS) {
      return known.seconds;
    }
    const seconds = this.operations
      .durations({ target, operation, size })
      .then(durations => median(durations.slice(0, RUNS)));
    this.known.set(key, { readAt: performance.now(), seconds });
    seconds.catch(() => this.known.delete(key));
    return seconds;
  }
}

/** @returns the median in seconds, undefined for no durations */
function median(milliseconds: number[]): number | undefined {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const middle = sorted.at(Math.floor(sorted.length / 2));
  return middle === undefined ? undefined : Math.round(middle / 1000);
}
