/** Who goes first when calls are scarce. */
export type CallPriority =
  | 'cancel'
  | 'mutation'
  // What tells of all operations under way at once; a crowd of single reads must not keep it waiting.
  | 'watch'
  | 'status'
  | 'events'
  // What somebody wants to know and no operation needs: plans, drift, availability, progress.
  | 'query';

const ORDER: CallPriority[] = [
  'cancel',
  'mutation',
  'watch',
  'status',
  'events',
  'query',
];

/**
 * Every so many calls one of the next lower priority goes first, so that a flood of changes does not blind us. Queries have
 * no part in it.
 */
const FAIR_SHARE = 3;

/** Every so many calls a query goes first, so that plans can be made while many operations are under way. */
const QUERY_SHARE = 10;

/** Shortest and longest pause after throttling, in milliseconds. */
const PAUSE = { first: 300, longest: 10_000 };

/** Bounds of the rate, as shares of the configured one. */
const SLOWEST_SHARE = 0.2;

const QUERY = ORDER.indexOf('query');

interface Waiter {
  priority: CallPriority;
  go: () => void;
}

/**
 * How many calls one account and region may be asked, shared by everything in this process: a token bucket
 * whose rate falls when AWS throttles and recovers with each success. DescribeStacks was seen to grant about five
 * calls per second and account, and other tools draw on the same allowance, so the configured rate is a ceiling only.
 */
export class RateBudget {
  private readonly waiters: Waiter[] = [];
  private rate: number;
  private tokens: number;
  private refilledAt = performance.now();
  private pausedUntil = 0;
  private throttlesInARow = 0;
  private served = 0;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly ceiling: number,
    private readonly random: () => number = Math.random,
  ) {
    this.rate = ceiling;
    this.tokens = Math.max(1, ceiling);
  }

  /** Calls waiting for their turn. */
  get waiting(): number {
    return this.waiters.length;
  }

  /** Resolves when a call may be made; never, once stopped. */
  take(priority: CallPriority): Promise<void> {
    return new Promise(resolve => {
      this.waiters.push({ priority, go: resolve });
      this.serve();
    });
  }

  /** Gives back what was taken and not used. */
  putBack(): void {
    this.tokens += 1;
    this.serve();
  }

  /** To be told of each call that AWS throttled. */
  throttled(): void {
    this.throttlesInARow += 1;
    this.rate = Math.max(this.ceiling * SLOWEST_SHARE, this.rate * 0.7);
    const ceiling = Math.min(
      PAUSE.longest,
      PAUSE.first * 2 ** this.throttlesInARow,
    );
    // Full jitter, so that replicas of the portal do not come back all at once:
    // https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    this.pausedUntil = performance.now() + this.random() * ceiling;
  }

  /** To be told of each call that AWS answered. */
  answered(): void {
    this.throttlesInARow = 0;
    this.rate = Math.min(this.ceiling, this.rate + this.ceiling * 0.02);
  }

  /** Lets nobody through any more. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private serve(): void {
    clearTimeout(this.timer);
    while (!this.stopped && this.waiters.length > 0) {
      const wait = this.millisecondsToWait();
      if (wait > 0) {
        this.timer = setTimeout(() => this.serve(), wait);
        return;
      }
      this.tokens -= 1;
      this.next().go();
    }
  }

  private millisecondsToWait(): number {
    const now = performance.now();
    const burst = Math.max(1, this.rate);
    this.tokens = Math.min(
      burst,
      this.tokens + ((now - this.refilledAt) / 1000) * this.rate,
    );
    this.refilledAt = now;
    const forToken =
      this.tokens >= 1 ? 0 : ((1 - this.tokens) / this.rate) * 1000;
    return Math.ceil(Math.max(forToken, this.pausedUntil - now));
  }

  private next(): Waiter {
    this.served += 1;
    const chosen = this.chooseRank();
    const index = this.waiters.findIndex(waiter => rank(waiter) === chosen);
    return this.waiters.splice(index, 1)[0];
  }

  private chooseRank(): number {
    const waiting = [...new Set(this.waiters.map(rank))].sort((a, b) => a - b);
    const operations = waiting.filter(candidate => candidate !== QUERY);
    const isTurnOfQuery =
      operations.length === 0 ||
      (waiting.includes(QUERY) && this.served % QUERY_SHARE === 0);
    if (isTurnOfQuery) {
      return QUERY;
    }
    const isTurnOfLower =
      operations.length > 1 && this.served % FAIR_SHARE === 0;
    return operations[isTurnOfLower ? 1 : 0];
  }
}

function rank(waiter: Waiter): number {
  return ORDER.indexOf(waiter.priority);
}
