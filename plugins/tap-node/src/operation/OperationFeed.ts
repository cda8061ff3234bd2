/**
 * A stream of events for any number of readers. Each reader gets all events from the beginning.
 */
export class OperationFeed<T> {
  private readonly items: T[] = [];
  private outcome: { error?: unknown } | undefined;
  private wake: () => void = () => {};
  private news: Promise<void>;

  constructor() {
    this.news = this.nextNews();
  }

  push(item: T): void {
    this.items.push(item);
    this.announce();
  }

  end(): void {
    this.outcome = {};
    this.announce();
  }

  fail(error: unknown): void {
    this.outcome = { error };
    this.announce();
  }

  /** All items from the first one; throws if the stream has failed. */
  async *read(): AsyncGenerator<T, void, undefined> {
    for (let index = 0; ; ) {
      const { news } = this;
      while (index < this.items.length) {
        yield this.items[index];
        index += 1;
      }
      if (this.outcome) {
        if ('error' in this.outcome) {
          throw this.outcome.error;
        }
        return;
      }
      await news;
    }
  }

  private announce(): void {
    const { wake } = this;
    this.news = this.nextNews();
    wake();
  }

  private nextNews(): Promise<void> {
    return new Promise(resolve => {
      this.wake = resolve;
    });
  }
}
