interface SharedRead {
  at: number;
  value: Promise<unknown>;
  isRunning: boolean;
  /** The read after this one, if there is a caller for it. */
  next?: Promise<unknown>;
}

/**
 * Results of reads, shared by name: for a while after their start, and among all callers that wait for a read that has not
 * started. A read that fails is not kept.
 */
export class SharedReads {
  /** @param forMs - how long a result is shared, in milliseconds; with 0, each read starts after its callers asked for it */
  constructor(
    private readonly forMs: number,
    private readonly known = new Map<string, SharedRead>(),
  ) {}

  /** The same reads for callers whose results must start after they asked. These results are shared with the others. */
  anew(): SharedReads {
    return new SharedReads(0, this.known);
  }

  /** The result of a read of this name that started recently, or of a new one, which waits for the end of the last one. */
  read<T>(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.known.get(name);
    if (known && performance.now() - known.at < this.forMs) {
      return known.value as Promise<T>;
    }
    if (known?.isRunning) {
      known.next ??= known.value
        .catch(() => undefined)
        .then(() => this.start(name, read));
      return known.next as Promise<T>;
    }
    return this.start(name, read);
  }

  private start<T>(name: string, read: () => Promise<T>): Promise<T> {
    const value = read();
    const started: SharedRead = {
      at: performance.now(),
      value,
      isRunning: true,
    };
    this.known.set(name, started);
    value
      .catch(() => this.known.delete(name))
      .finally(() => {
        started.isRunning = false;
      });
    return value;
  }
}
