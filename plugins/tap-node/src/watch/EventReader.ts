import { StackEvent } from '@aws-sdk/client-cloudformation';
import { StackStatus } from '@tap/plugin-tap-common';
import { StackApi } from '../aws/StackApi';
import { CallPriority } from '../aws/RateBudget';
import { isStackEvent } from './firstCause';

/** Selects the events of an operation. */
export interface EventScope {
  stackId: string;
  /**
   * Token of the operation, whose first event is the start; `undefined` for the last operation; `all` for a creation,
   * which includes all events of the stack.
   */
  token: string | undefined | 'all';
}

/**
 * Reads the events of one operation, newest page first, until a known event.
 *
 * CloudFormation puts the operation's client request token on each of its events
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html).
 */
export class EventReader {
  private readonly seen: StackEvent[] = [];
  private newestId: string | undefined;

  constructor(
    private readonly api: StackApi,
    private readonly scope: EventScope,
  ) {}

  /** Every event read so far, oldest first. */
  get all(): readonly StackEvent[] {
    return this.seen;
  }

  /**
   * The events since the last call.
   *
   * @returns oldest first; empty if the operation has not started yet
   */
  async readNew(priority: CallPriority = 'events'): Promise<StackEvent[]> {
    const fresh = await this.newestUntilKnown(priority);
    const events = this.newestId ? fresh : this.fromStart(fresh);
    if (events.length > 0) {
      this.newestId = events[0].EventId;
    }
    events.reverse();
    this.seen.push(...events);
    return events;
  }

  private async newestUntilKnown(
    priority: CallPriority,
  ): Promise<StackEvent[]> {
    // By ID, because pages shift if there is a new event between two reads.
    const events = new Map<string, StackEvent>();
    let next: string | undefined;
    do {
      const page = await this.api.events(this.scope.stackId, next, priority);
      for (const event of page.StackEvents ?? []) {
        if (event.EventId === this.newestId) {
          return [...events.values()];
        }
        events.set(event.EventId!, event);
      }
      next = page.NextToken;
    } while (next && this.mustReadOn([...events.values()]));
    return [...events.values()];
  }

  /** Older pages are needed only until the start of the operation is found. */
  private mustReadOn(events: StackEvent[]): boolean {
    if (this.newestId || this.scope.token === 'all') {
      return true;
    }
    return (
      !events.some(event => this.isStart(event)) &&
      (this.scope.token === undefined ||
        events.some(event => event.ClientRequestToken === this.scope.token))
    );
  }

  /** Filters the events of the operation; newest first. */
  private fromStart(events: StackEvent[]): StackEvent[] {
    if (this.scope.token === 'all') {
      return events;
    }
    const start = events.findIndex(event => this.isStart(event));
    return start < 0 ? [] : events.slice(0, start + 1);
  }

  private isStart(event: StackEvent): boolean {
    return (
      isStackEvent(event) &&
      StackStatus.of(event.ResourceStatus ?? '').isStart &&
      (this.scope.token === undefined ||
        event.ClientRequestToken === this.scope.token)
    );
  }
}
