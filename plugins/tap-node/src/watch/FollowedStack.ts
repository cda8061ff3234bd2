import { Stack, StackEvent } from '@aws-sdk/client-cloudformation';
import { isOlderRead } from '@tap/plugin-tap-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallPriority } from '../aws/RateBudget';
import { readOf } from '../stack';
import { EventReader } from './EventReader';
import { EndRule } from './endRules';
import { isStackEvent } from './firstCause';

/**
 * A stack counts as missing after this number of consecutive reads over this number of milliseconds: the first ones can
 * be stale, and AWS describes a deleted stack by ARN for 90 days.
 */
const MISSING = { reads: 4, forMs: 20_000 };

/** Timeout for the last events, in milliseconds. */
const LAST_EVENTS = { success: 1_500, failure: 60_000 };

/** Listener of a followed stack. */
export interface FollowedStackListener {
  /** The status of the stack has changed. */
  onStatus(stack: Stack): void;
  /** New events, oldest first. */
  onEvents(events: StackEvent[]): void;
  /** The status cannot be read; called once for each kind of error until it can be read again. */
  onUnreadable(error: Error): void;
}

/**
 * A stack whose operation is followed. It ignores stale reads, and the end rule of the operation decides when it has
 * ended.
 */
export class FollowedStack {
  /** Resolves with the stack at its end, or undefined if it no longer exists. */
  readonly ended: Promise<Stack | undefined>;
  hasEnded = false;
  /**
   * Time of the last read of events, in milliseconds of `performance.now()`; before the first read, the time from which it
   * waits like the others. The first event is the start of the operation, which is known.
   */
  eventsReadAt = performance.now();
  /** Number of reads in a row that found no new event. */
  quietReads = 0;

  private resolveEnded!: (stack: Stack | undefined) => void;
  private last: Stack | undefined;
  private missing = { reads: 0, since: 0 };
  /** Name of the error with which the last read failed. */
  private lastFailure: string | undefined;
  private reading: Promise<StackEvent[]> | undefined;

  constructor(
    readonly stackId: string,
    private readonly rule: EndRule,
    private readonly reader: EventReader,
    private readonly listener: FollowedStackListener,
  ) {
    this.ended = new Promise(resolve => {
      this.resolveEnded = resolve;
    });
  }

  /**
   * Handles a read of the stack.
   *
   * @returns whether the status has changed
   */
  observe(stack: Stack | undefined): boolean {
    if (this.hasEnded) {
      return false;
    }
    this.lastFailure = undefined;
    if (!stack) {
      return this.observeMissing();
    }
    this.missing = { reads: 0, since: 0 };
    if (this.last && isOlderRead(readOf(stack), readOf(this.last))) {
      return false;
    }
    const changed = this.last?.StackStatus !== stack.StackStatus;
    this.last = stack;
    const isEnd = this.rule.isEnd(stack, {
      hasReached: status =>
        this.reader.all.some(
          event => isStackEvent(event) && event.ResourceStatus === status,
        ),
    });
    if (changed) {
      this.listener.onStatus(stack);
    }
    if (isEnd) {
      this.end(stack);
    }
    return changed;
  }

  /**
   * Handles a failed read. The operation continues in CloudFormation, so following continues, even if AWS denies the
   * read.
   */
  observeFailure(error: Error): void {
    if (!this.hasEnded && this.lastFailure !== error.name) {
      this.lastFailure = error.name;
      this.listener.onUnreadable(error);
    }
  }

  /** @returns whether there were new events */
  async readEvents(priority?: CallPriority): Promise<boolean> {
    this.eventsReadAt = performance.now();
    this.reading ??= this.reader.readNew(priority).finally(() => {
      this.reading = undefined;
    });
    const events = await this.reading;
    if (events.length > 0 && this.reported < this.reader.all.length) {
      this.report();
    }
    this.quietReads = events.length > 0 ? 0 : this.quietReads + 1;
    return events.length > 0;
  }

  /**
   * Reads the last events, within limits: a failure needs its cause, a success does not.
   *
   * @param options.afterSuccess - whether they are read after a success, too
   */
  async readLastEvents(options: { afterSuccess: boolean }): Promise<void> {
    if (!options.afterSuccess && !this.rule.isFailure(this.last)) {
      return;
    }
    const limit = this.rule.isFailure(this.last)
      ? LAST_EVENTS.failure
      : LAST_EVENTS.success;
    const timeout = new AbortController();
    await Promise.race([
      this.readUntilEnd().catch(() => undefined),
      sleep(limit, undefined, { signal: timeout.signal }).catch(
        () => undefined,
      ),
    ]);
    timeout.abort();
  }

  private reported = 0;

  private report(): void {
    const events = this.reader.all.slice(this.reported);
    this.reported = this.reader.all.length;
    this.listener.onEvents(events);
  }

  private async readUntilEnd(): Promise<void> {
    const priority = this.rule.isFailure(this.last) ? 'status' : 'events';
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await this.readEvents(priority);
      if (this.hasLastEvent()) {
        return;
      }
      await sleep(200 * 2 ** attempt);
    }
  }

  /** Events can be delayed compared to the status. */
  private hasLastEvent(): boolean {
    const newest = this.reader.all[this.reader.all.length - 1];
    return (
      newest?.PhysicalResourceId === this.stackId &&
      newest.ResourceStatus === (this.last?.StackStatus ?? 'DELETE_COMPLETE')
    );
  }

  private observeMissing(): boolean {
    const now = performance.now();
    const { reads, since } = this.missing;
    this.missing = { reads: reads + 1, since: reads === 0 ? now : since };
    const isLasting =
      this.missing.reads >= MISSING.reads &&
      now - this.missing.since >= MISSING.forMs;
    if (isLasting) {
      this.end(undefined);
    }
    return isLasting;
  }

  private end(stack: Stack | undefined): void {
    this.hasEnded = true;
    this.resolveEnded(stack);
  }
}
