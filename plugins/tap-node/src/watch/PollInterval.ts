/** Polling intervals of stacks, in milliseconds. @public */
export interface WatchTiming {
  /** Right after a change. */
  shortest: number;
  /** After some time without changes. */
  longest: number;
}

/** Timing for AWS and sandbox. */
export const DEFAULT_TIMING: WatchTiming = { shortest: 800, longest: 5_000 };

/**
 * The pause before the next poll: short after a change, then increasing, with jitter so that replicas of the portal do
 * not poll at the same time.
 */
export class PollInterval {
  private base = 0;

  get milliseconds(): number {
    return this.base * (0.8 + Math.random() * 0.4);
  }

  /**
   * @param news - whether the last poll found a change
   * @param limits - of the pause, which can differ from poll to poll
   */
  next(news: boolean, { shortest, longest }: WatchTiming): void {
    this.base = news
      ? shortest
      : Math.min(longest, Math.max(shortest, this.base * 1.3));
  }
}
