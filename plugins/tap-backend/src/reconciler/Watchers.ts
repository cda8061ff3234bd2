import { Environment } from '@tap/plugin-tap-common';
import { EnvironmentEventPayload } from '@tap/plugin-tap-node';
import { TemplateTask } from '../tasks';

/**
 * A runner of a task that has not been heard of for this long is dead, in milliseconds. Twice the time after which
 * the scaffolder itself recovers a task, so that a recovered one comes first.
 */
const DEAD_AFTER_MS = 120_000;

/** Who watches the operations on environments: scaffolder tasks, and operations of this process without a task. */
export class Watchers {
  readonly #defaultTarget: string;
  readonly #now: () => number;
  #taskIds = new Set<string>();
  #refs = new Set<string>();
  /** When an operation of this process was last heard of, by stack ARN, in milliseconds since 1970. */
  readonly #heard = new Map<string, number>();

  /**
   * @param options.defaultTarget - the target that a task without one means
   * @param options.now - milliseconds since 1970
   */
  static create(options: {
    defaultTarget: string;
    now?: () => number;
  }): Watchers {
    return new Watchers(options.defaultTarget, options.now ?? Date.now);
  }

  private constructor(defaultTarget: string, now: () => number) {
    this.#defaultTarget = defaultTarget;
    this.#now = now;
  }

  /** Takes all unfinished tasks; those whose runner is dead do not count. */
  takeTasks(tasks: TemplateTask[]): void {
    const alive = tasks.filter(({ lastHeartbeatAt }) =>
      this.#isRecent(lastHeartbeatAt && Date.parse(lastHeartbeatAt)),
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
    return (
      (lastTaskId !== undefined && this.#taskIds.has(lastTaskId)) ||
      this.#refs.has(`${target}/${suffix}`) ||
      this.#isRecent(this.#heard.get(stackId))
    );
  }

  #isRecent(time: number | string | undefined): boolean {
    return typeof time === 'number' && this.#now() - time < DEAD_AFTER_MS;
  }
}
