import { StackEvent } from '@aws-sdk/client-cloudformation';
import { ResourceProgress, resourceState } from '@tap/plugin-tap-common';
import { isStackEvent } from './firstCause';

/** Most events kept for who asks later. */
const MOST_KEPT = 200;

/**
 * Folds the events of one operation into progress: which resources have ended, and how many of how many.
 */
export class ProgressFold {
  private readonly ended = new Map<string, boolean>();
  private readonly kept: ResourceProgress[] = [];
  private startedAt: Date | undefined;

  /** @param total - resources in the template; raised where more are seen */
  constructor(private expected: number) {}

  /** Resources that have ended. */
  get done(): number {
    return [...this.ended.values()].filter(Boolean).length;
  }

  /** Resources there are. */
  get total(): number {
    return Math.max(this.expected, this.ended.size);
  }

  /** The newest events last. */
  get events(): ResourceProgress[] {
    return [...this.kept];
  }

  /** To be told how many resources there are once that is known. */
  expect(total: number): void {
    this.expected = total;
  }

  /**
   * @param events - new ones, oldest first
   * @returns one progress event each; those of the stack itself count for nothing
   */
  add(events: StackEvent[]): ResourceProgress[] {
    return events.map(event => {
      const progress = this.fold(event);
      this.kept.push(progress);
      this.kept.splice(0, this.kept.length - MOST_KEPT);
      return progress;
    });
  }

  private fold(event: StackEvent): ResourceProgress {
    const timestamp = event.Timestamp!;
    this.startedAt ??= timestamp;
    const status = event.ResourceStatus ?? '';
    if (!isStackEvent(event)) {
      this.ended.set(
        event.LogicalResourceId!,
        resourceState(status) !== 'busy',
      );
    }
    return {
      type: 'resource',
      eventId: event.EventId!,
      logicalId: event.LogicalResourceId ?? '',
      resourceType: event.ResourceType ?? '',
      physicalId: event.PhysicalResourceId || undefined,
      status,
      reason: event.ResourceStatusReason,
      timestamp: timestamp.toISOString(),
      elapsedSeconds: Math.max(
        0,
        Math.round((timestamp.getTime() - this.startedAt.getTime()) / 1000),
      ),
      done: this.done,
      total: this.total,
    };
  }
}
