/** Lets so many calls a second through, with bursts of one second's worth. */
export class TokenBucket {
  private tokens: number;
  private last = performance.now();

  constructor(private readonly perSecond: number) {
    this.tokens = Math.max(1, perSecond);
  }

  /** @returns false when the call has to be refused */
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
