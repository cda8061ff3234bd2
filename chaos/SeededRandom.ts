/**
 * A repeatable sequence of chances: mulberry32, whose 32 bits of state are plenty for choosing what goes wrong
 * (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c).
 */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = Math.trunc(seed);
  }

  /** @returns a number from 0 up to 1 */
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

  /** @returns a number from `least` up to `most` */
  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** @returns one of them */
  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)];
  }

  /** A sequence of its own, so that what one part draws does not shift what another does. */
  fork(): SeededRandom {
    return new SeededRandom(this.next() * 4294967296);
  }
}
