/**
 * A repeatable sequence of random numbers: mulberry32, whose 32 bits of state are sufficient to choose faults
 * (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c).
 */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = Math.trunc(seed);
  }

  /** @returns a number from 0 to less than 1 */
  next(): number {
    this.state = Math.imul(this.state + 0x6d2b79f5, 1);
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** @param probability - from 0 to 1 */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @returns a number from `least` to `most` */
  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** @returns one of the items */
  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)];
  }

  /** An independent sequence, so that draws of one part do not affect another. */
  fork(): SeededRandom {
    return new SeededRandom(this.next() * 4294967296);
  }
}
