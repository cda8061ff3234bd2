import { Stack } from '@aws-sdk/client-cloudformation';
import { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackLookup } from '../aws/StackLookup';
import { FollowedStack } from './FollowedStack';
import { PollInterval, WatchTiming } from './PollInterval';
import { eventPauses, readsLastEvents, statusPauses } from './readPauses';

type Reads = 'statuses' | 'events';

/**
 * The watcher of a target. It polls the statuses of all followed stacks together. Events are read with the remaining
 * rate budget, the stack with the oldest read first.
 */
export class StackWatcher {
  private readonly followed = new Set<FollowedStack>();
  private readonly failing = new Set<Reads>();
  private statusesRunning = false;
  private eventsRunning = false;
  /** Start of the last round with reads of events, in milliseconds of `performance.now()`. */
  private eventsReadAt = performance.now();
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
      await stack.readLastEvents({
        afterSuccess: readsLastEvents(this.followed.size),
      });
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
      this.loop('statuses', {
        poll: () => this.pollStatuses(),
        pauses: () => this.statusPauses(),
      }).finally(() => {
        this.statusesRunning = false;
      });
    }
    if (!this.eventsRunning) {
      this.eventsRunning = true;
      this.loop('events', {
        poll: () => this.pollEvents(),
        pauses: () => this.timing,
      }).finally(() => {
        this.eventsRunning = false;
      });
    }
  }

  /**
   * @param reads.poll - returns whether anything was new
   * @param reads.pauses - limits of the pause before the next poll
   */
  private async loop(
    what: Reads,
    reads: { poll: () => Promise<boolean>; pauses: () => WatchTiming },
  ): Promise<void> {
    const interval = new PollInterval();
    while (!this.stopped && this.waiting().length > 0) {
      try {
        interval.next(await reads.poll(), reads.pauses());
      } catch (error) {
        // A failed read is not a change; a later read returns the status.
        this.noteReads(what, error);
        interval.next(false, reads.pauses());
      }
      await this.pause(interval.milliseconds);
    }
  }

  private statusPauses(): WatchTiming {
    const stacks = this.waiting().length;
    return statusPauses(this.timing, {
      stacks,
      calls: this.lookup.callsFor(stacks),
    });
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
    for (let left = this.dueEventReads(round); left > 0; left -= 1) {
      const next = this.longestUnread(round);
      if (this.stopped || !next) {
        return news;
      }
      news = (await next.readEvents()) || news;
      this.noteReads('events', undefined);
    }
    return news;
  }

  /**
   * Number of reads of events that the time since the last round with any allows, if each stack is read after the shortest pause.
   * Without this limit, many stacks would be read at once when others end, because the pauses become shorter.
   */
  private dueEventReads(round: number): number {
    const stacks = this.waiting().length;
    const { shortest } = eventPauses(this.timing, stacks);
    const reads = Math.floor(((round - this.eventsReadAt) * stacks) / shortest);
    if (reads > 0) {
      this.eventsReadAt = round;
    }
    return reads;
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
    const { shortest, longest } = eventPauses(this.timing, waiting.length);
    return waiting
      .filter(
        ({ eventsReadAt, quietReads }) =>
          eventsReadAt + Math.min(longest, shortest * 2 ** quietReads) <= round,
      )
      .sort((a, b) => a.eventsReadAt - b.eventsReadAt)[0];
  }

  private waiting(): FollowedStack[] {
    return [...this.followed].filter(stack => !stack.hasEnded);
  }
}
