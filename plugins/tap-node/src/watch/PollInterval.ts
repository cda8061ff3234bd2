/** How often stacks are looked at, in milliseconds. @public */
export interface WatchTiming {
  /** Right after something has changed. */
  shortest: number;
  /** Once nothing has changed for a while. */
  longest: number;
}

/** Timing for AWS and sandbox alike. */
export const DEFAULT_TIMING: WatchTiming = { shortest: 800, longest: 5_000 };

/**
 * The pause before the next look: short after news, longer and longer without, with jitter so that several
 * replicas of the portal drift apart.
 */
export class PollInterval {
  private base: number;

  constructor(private readonly timing: WatchTiming) {
    this.base = timing.shortest;
  }

  get milliseconds(): number {
    return this.base * (0.8 + Math.random() * 0.4);
  }

  /** @param news - whether the last look showed anything new */
  next(news: boolean): void {
    this.base = news
      ? this.timing.shortest
      : Math.min(this.timing.longest, this.base * 1.3);
  }
}
