/** Limits calls per second, with bursts of one second's worth. */
export class TokenBucket {
  private tokens: number;
  private last = performance.now();

  constructor(private readonly perSecond: number) {
    this.tokens = Math.max(1, perSecond);
  }

  /** @returns false if the call exceeds the limit */
  take(): boolean {
    const now = performance.now();
    const gained = ((now - this.last) / 1000) * this.perSecond;
    this.tokens = Math.min(Math.max(1, this.perSecond), this.tokens + gained);
    this.last = now;
    if (this.tokens < 1) {
      return false;
    }
    this.tokens -= 1;
    return true;
  }
}
