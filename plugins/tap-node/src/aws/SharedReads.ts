/** Results of reads, shared for a while by name. A read that fails is not shared. */
export class SharedReads {
  private readonly known = new Map<
    string,
    { at: number; value: Promise<unknown> }
  >();

  /** @param forMs - how long a result is shared, in milliseconds; 0 for never */
  constructor(private readonly forMs: number) {}

  /** The result of a read of this name that started recently, or of a new one. */
  read<T>(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.known.get(name);
    if (known && performance.now() - known.at < this.forMs) {
      return known.value as Promise<T>;
    }
    const value = read();
    this.known.set(name, { at: performance.now(), value });
    value.catch(() => this.known.delete(name));
    return value;
  }
}
