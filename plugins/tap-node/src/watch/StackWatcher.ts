import { Stack } from '@aws-sdk/client-cloudformation';
import { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackLookup } from '../aws/StackLookup';
import { FollowedStack } from './FollowedStack';
import { PollInterval, WatchTiming } from './PollInterval';

type Reads = 'statuses' | 'events';

/**
 * Pauses between two reads of the events of a stack, for each followed stack, as parts of the longest polling interval: at least
 * half a second of five, and at most 1.5 seconds of five without new events. A database takes minutes, and fifty stacks
 * would otherwise use up the rate budget. Pages read the events of their environment themselves.
 */
const PAUSE_SHARES = { shortest: 0.1, longest: 0.3 };

/**
 * The watcher of a target. It polls the statuses of all followed stacks together. Events are read with the remaining
 * rate budget, the stack with the oldest read first.
 */
export class StackWatcher {
  private readonly followed = new Set<FollowedStack>();
  private readonly failing = new Set<Reads>();
  private statusesRunning = false;
  private eventsRunning = false;
  private readonly stopping = new AbortController();

  constructor(
    private readonly lookup: StackLookup,
    private readonly timing: WatchTiming,
    private readonly logger: LoggerService,
  ) {}

  /** Number of followed stacks. */
  get size(): number {
    return this.followed.size;
  }

  /**
   * Follows a stack to the end of its operation.
   *
   * @returns the stack at the end; undefined if it does not exist (anymore). Never resolves after the watcher is
   *   stopped
   */
  async follow(stack: FollowedStack): Promise<Stack | undefined> {
    this.followed.add(stack);
    this.run();
    try {
      const end = await stack.ended;
      await stack.readLastEvents();
      return end;
    } finally {
      this.followed.delete(stack);
    }
  }

  /** Ends all polling, and the pause before the next read. */
  stop(): void {
    this.stopping.abort();
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private run(): void {
    if (!this.statusesRunning) {
      this.statusesRunning = true;
      this.loop('statuses', () => this.pollStatuses()).finally(() => {
        this.statusesRunning = false;
      });
    }
    if (!this.eventsRunning) {
      this.eventsRunning = true;
      this.loop('events', () => this.pollEvents()).finally(() => {
        this.eventsRunning = false;
      });
    }
  }

  /** @param poll - returns whether anything was new */
  private async loop(what: Reads, poll: () => Promise<boolean>): Promise<void> {
    const interval = new PollInterval(this.timing);
    while (!this.stopped && this.waiting().length > 0) {
      try {
        interval.next(await poll());
      } catch (error) {
        // A failed read is not a change; a later read returns the status.
        this.noteReads(what, error);
        interval.next(false);
      }
      await this.pause(interval.milliseconds);
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    const { signal } = this.stopping;
    await sleep(milliseconds, undefined, { signal }).catch(() => {});
  }

  private async pollStatuses(): Promise<boolean> {
    const waiting = this.waiting();
    const found = await this.lookup.findAll(
      waiting.map(({ stackId }) => stackId),
      { priority: 'watch' },
    );
    this.noteReads(
      'statuses',
      found.find(read => read instanceof Error),
    );
    const news = waiting.map((stack, index) => {
      const read = found[index];
      if (read instanceof Error) {
        stack.observeFailure(read);
        return false;
      }
      return stack.observe(read);
    });
    return news.some(Boolean);
  }

  private async pollEvents(): Promise<boolean> {
    const round = performance.now();
    let news = false;
    for (;;) {
      const next = this.longestUnread(round);
      if (this.stopped || !next) {
        return news;
      }
      news = (await next.readEvents()) || news;
      this.noteReads('events', undefined);
    }
  }

  /** Logs one warning for each outage. */
  private noteReads(what: Reads, error: unknown): void {
    if (error) {
      this.logger[this.failing.has(what) ? 'debug' : 'warn'](
        `Failed to read the ${what} of stacks in progress; the watcher retries: ${error}`,
      );
      this.failing.add(what);
    } else {
      this.failing.delete(what);
    }
  }

  /** The stack whose events were read the longest time ago, of those that are due at the start of a round. */
  private longestUnread(round: number): FollowedStack | undefined {
    const waiting = this.waiting();
    const { shortest, longest } = this.timing;
    const all = longest * waiting.length;
    const least = Math.max(shortest, PAUSE_SHARES.shortest * all);
    const most = Math.max(longest, PAUSE_SHARES.longest * all);
    return waiting
      .filter(
        ({ eventsReadAt, quietReads }) =>
          eventsReadAt + Math.min(most, least * 2 ** quietReads) <= round,
      )
      .sort((a, b) => a.eventsReadAt - b.eventsReadAt)[0];
  }

  private waiting(): FollowedStack[] {
    return [...this.followed].filter(stack => !stack.hasEnded);
  }
}
