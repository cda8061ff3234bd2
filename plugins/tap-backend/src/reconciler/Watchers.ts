import { Environment } from '@tap/plugin-tap-common';
import { EnvironmentEventPayload } from '@tap/plugin-tap-node';
import { TemplateTask } from '../tasks';

/** An operation of this process that has not been heard of for this long is looked at all the same, in milliseconds. */
const SILENT_AFTER_MS = 120_000;

/** Who watches the operations on environments: scaffolder tasks, and operations of this process without a task. */
export class Watchers {
  readonly #defaultTarget: string;
  readonly #deadAfterMs: number;
  readonly #now: () => number;
  readonly #startedAt: number;
  #taskIds = new Set<string>();
  #refs = new Set<string>();
  /** When an operation of this process was last heard of, by stack ARN, in milliseconds since 1970. */
  readonly #heard = new Map<string, number>();

  /**
   * @param options.defaultTarget - the target that a task without one means
   * @param options.staleTimeoutMs - after how many milliseconds without a heartbeat the scaffolder recovers a task
   * @param options.now - milliseconds since 1970
   */
  static create(options: {
    defaultTarget: string;
    staleTimeoutMs: number;
    now?: () => number;
  }): Watchers {
    return new Watchers(
      options.defaultTarget,
      // Twice, so that a recovered runner comes first.
      2 * options.staleTimeoutMs,
      options.now ?? Date.now,
    );
  }

  private constructor(
    defaultTarget: string,
    deadAfterMs: number,
    now: () => number,
  ) {
    this.#defaultTarget = defaultTarget;
    this.#deadAfterMs = deadAfterMs;
    this.#now = now;
    this.#startedAt = now();
  }

  /**
   * Takes all unfinished tasks; those whose runner is dead do not count. After a start the scaffolder is given time to
   * recover them, however long no back end was alive.
   */
  takeTasks(tasks: TemplateTask[]): void {
    const alive = tasks.filter(
      ({ lastHeartbeatAt }) =>
        lastHeartbeatAt !== undefined &&
        this.#isWithin(
          this.#deadAfterMs,
          Math.max(Date.parse(lastHeartbeatAt), this.#startedAt),
        ),
    );
    this.#taskIds = new Set(alive.map(({ id }) => id));
    this.#refs = new Set(
      alive.map(
        ({ parameters }) =>
          `${parameters.target ?? this.#defaultTarget}/${parameters.suffix}`,
      ),
    );
  }

  /** Takes what an operation of this process tells. */
  hear({ environment, phase }: EnvironmentEventPayload): void {
    if (phase === 'ended') {
      this.#heard.delete(environment.stackId);
    } else {
      this.#heard.set(environment.stackId, this.#now());
    }
  }

  /** Whether somebody watches the operation on this environment. */
  areAt({ lastTaskId, stackId, suffix, target }: Environment): boolean {
    const heardAt = this.#heard.get(stackId);
    return (
      (lastTaskId !== undefined && this.#taskIds.has(lastTaskId)) ||
      this.#refs.has(`${target}/${suffix}`) ||
      (heardAt !== undefined && this.#isWithin(SILENT_AFTER_MS, heardAt))
    );
  }

  #isWithin(milliseconds: number, time: number): boolean {
    return this.#now() - time < milliseconds;
  }
}
