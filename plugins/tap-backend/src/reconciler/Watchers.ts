import { Environment } from '@tap/plugin-tap-common';
import { EnvironmentEventPayload } from '@tap/plugin-tap-node';
import { TemplateTask } from '../tasks';

/** After this long without an event, in milliseconds, an operation of this process no longer counts as watched. */
const SILENT_AFTER_MS = 120_000;

/** Knows which operations are watched: by scaffolder tasks, or by this process without a task. */
export class Watchers {
  private readonly defaultTarget: string;
  private readonly deadAfterMs: number;
  private readonly now: () => number;
  private readonly startedAt: number;
  private taskIds = new Set<string>();
  private refs = new Set<string>();
  /** Time of the last event of an operation of this process, by stack ARN, in milliseconds since 1970. */
  private readonly lastEventAt = new Map<string, number>();

  /**
   * @param options.defaultTarget - the target of a task that names none
   * @param options.staleTimeoutMs - after how many milliseconds without a heartbeat the scaffolder recovers a task
   * @param options.now - milliseconds since 1970
   */
  constructor(options: {
    defaultTarget: string;
    staleTimeoutMs: number;
    now?: () => number;
  }) {
    this.defaultTarget = options.defaultTarget;
    // Twice the timeout, so that the scaffolder recovers the task first.
    this.deadAfterMs = 2 * options.staleTimeoutMs;
    this.now = options.now ?? Date.now;
    this.startedAt = this.now();
  }

  /**
   * Replaces the unfinished tasks. Tasks whose runner is dead are ignored. After a start, the scaffolder gets time to
   * recover its tasks, however long no back end was running.
   */
  setTasks(tasks: TemplateTask[]): void {
    const alive = tasks.filter(
      ({ lastHeartbeatAt }) =>
        lastHeartbeatAt !== undefined &&
        this.isWithin(
          this.deadAfterMs,
          Math.max(Date.parse(lastHeartbeatAt), this.startedAt),
        ),
    );
    this.taskIds = new Set(alive.map(({ id }) => id));
    this.refs = new Set(
      alive.map(
        ({ parameters }) =>
          `${parameters.target ?? this.defaultTarget}/${parameters.suffix}`,
      ),
    );
  }

  /** Whether a task is unfinished, and its runner alive. A cancelled task is not among them, though it can still run. */
  isUnfinished(taskId: string): boolean {
    return this.taskIds.has(taskId);
  }

  /** Handles an event of an operation of this process, which is watched until its outcome is known. */
  onEnvironmentEvent({ environment, phase }: EnvironmentEventPayload): void {
    if (phase === 'settled') {
      this.lastEventAt.delete(environment.stackId);
    } else {
      this.lastEventAt.set(environment.stackId, this.now());
    }
  }

  /** Whether a task or this process watches the operation on the environment. */
  isWatched({ lastTaskId, stackId, suffix, target }: Environment): boolean {
    const lastEventAt = this.lastEventAt.get(stackId);
    return (
      (lastTaskId !== undefined && this.isUnfinished(lastTaskId)) ||
      this.refs.has(`${target}/${suffix}`) ||
      (lastEventAt !== undefined && this.isWithin(SILENT_AFTER_MS, lastEventAt))
    );
  }

  private isWithin(milliseconds: number, time: number): boolean {
    return this.now() - time < milliseconds;
  }
}
