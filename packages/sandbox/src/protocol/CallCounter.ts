/** Counts calls per operation. @public */
export class CallCounter {
  private counts: Record<string, number> = {};

  /** @param operation - `cloudformation:DescribeStacks` */
  count(operation: string): void {
    this.counts[operation] = (this.counts[operation] ?? 0) + 1;
  }

  /** Calls since the start or the last reset, by `service:Operation`. */
  byOperation(): Record<string, number> {
    return { ...this.counts };
  }

  /** The number of all calls, or of one operation. */
  total(operation?: string): number {
    return operation === undefined
      ? Object.values(this.counts).reduce((sum, count) => sum + count, 0)
      : this.counts[operation] ?? 0;
  }

  reset(): void {
    this.counts = {};
  }
}
