import { StackEvent } from '@aws-sdk/client-cloudformation';
import { ResourceProgress, resourceState } from '@tap/plugin-tap-common';
import { isStackEvent } from './firstCause';

/** Maximum number of kept events. */
const MOST_KEPT = 200;

/**
 * Aggregates the events of one operation to its progress.
 */
export class ProgressFold {
  private readonly ended = new Map<string, boolean>();
  private readonly kept: ResourceProgress[] = [];
  private startedAt: Date | undefined;

  /** @param total - resources in the template; increased if there are more */
  constructor(private expected: number) {}

  /** Number of finished resources. */
  get done(): number {
    return [...this.ended.values()].filter(Boolean).length;
  }

  /** Number of all resources. */
  get total(): number {
    return Math.max(this.expected, this.ended.size);
  }

  /** The newest events, oldest first. */
  get events(): ResourceProgress[] {
    return [...this.kept];
  }

  /** Sets the number of resources in the template. */
  expect(total: number): void {
    this.expected = total;
  }

  /**
   * @param events - new ones, oldest first
   * @returns one progress event each; events of the stack itself are not counted
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
