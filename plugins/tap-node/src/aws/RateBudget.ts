/** Priority of a call. */
export type CallPriority =
  | 'cancel'
  // Reads the status of all operations in progress at once, with pauses. Many creations must not delay it.
  | 'watch'
  | 'mutation'
  | 'status'
  | 'events'
  // Requests that no operation needs: plans, drift, availability, progress.
  | 'query';

const ORDER: CallPriority[] = [
  'cancel',
  'watch',
  'mutation',
  'status',
  'events',
  'query',
];

/**
 * Every n-th call is one of the next lower priority, so that no priority starves. Does not apply to queries. A status read of all
 * operations can take many calls in an account with many stacks, so it leaves more of them to creations. Lookups of single stacks that
 * wait longer need fewer calls, because they are read together.
 */
const FAIR_SHARE = { watch: 3, others: 8 };

/** Every n-th call is a query, so that plans are possible while many operations are in progress. */
const QUERY_SHARE = 10;

/** Shortest and longest pause after throttling, in milliseconds. */
const PAUSE = { first: 300, longest: 10_000 };

/** Limits of the rate, as fractions of the configured one. */
const SLOWEST_SHARE = 0.2;

const QUERY = ORDER.indexOf('query');
const WATCH = ORDER.indexOf('watch');

interface Waiter {
  priority: CallPriority;
  go: () => void;
}

/**
 * Rate limit of the calls to one account and region, shared within this process: a token bucket whose rate decreases
 * when AWS throttles and recovers with each success. Observed limit of DescribeStacks: about five calls per second and
 * account. Other tools use the same quota, so the configured rate is only an upper limit.
 */
export class RateBudget {
  private readonly waiters: Waiter[] = [];
  private rate: number;
  private tokens: number;
  private refilledAt = performance.now();
  private pausedUntil = 0;
  private slowedAt = -Infinity;
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

  /** Resolves when a call may be made. Never resolves after it is stopped. */
  take(priority: CallPriority): Promise<void> {
    return new Promise(resolve => {
      this.waiters.push({ priority, go: resolve });
      this.serve();
    });
  }

  /** Returns an unused token. */
  putBack(): void {
    this.tokens += 1;
    this.serve();
  }

  /**
   * Call it when AWS throttles a call. Of calls that are throttled together, only the first slows down the others: when
   * they were sent, nothing had been throttled.
   *
   * @param sentAt - in milliseconds of `performance.now()`
   */
  throttled(sentAt: number): void {
    if (sentAt < this.slowedAt) {
      return;
    }
    this.slowedAt = performance.now();
    this.throttlesInARow += 1;
    this.rate = Math.max(this.ceiling * SLOWEST_SHARE, this.rate * 0.7);
    const ceiling = Math.min(
      PAUSE.longest,
      PAUSE.first * 2 ** this.throttlesInARow,
    );
    // Full jitter, so that replicas of the portal do not retry at the same time:
    // https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    this.pausedUntil = performance.now() + this.random() * ceiling;
  }

  /** Call it when AWS responds to a call. */
  answered(): void {
    this.throttlesInARow = 0;
    this.rate = Math.min(this.ceiling, this.rate + this.ceiling * 0.02);
  }

  /** Stops serving calls. */
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
    const share =
      operations[0] === WATCH ? FAIR_SHARE.watch : FAIR_SHARE.others;
    const isTurnOfLower = operations.length > 1 && this.served % share === 0;
    return operations[isTurnOfLower ? 1 : 0];
  }
}

function rank(waiter: Waiter): number {
  return ORDER.indexOf(waiter.priority);
}
