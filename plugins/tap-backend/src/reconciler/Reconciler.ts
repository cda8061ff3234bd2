import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import {
  Environment,
  isOlderRead,
  operationTime,
  StackOperation,
  StackRead,
  StackStatus,
} from '@tap/plugin-tap-common';
import {
  ENVIRONMENT_EVENTS_TOPIC,
  EnvironmentEventPayload,
  EnvironmentService,
} from '@tap/plugin-tap-node';
import { Told, ToldStore } from '../database';
import { OwnerNotifier } from '../notifications';
import { TemplateTasks } from '../tasks';
import { Watchers } from './Watchers';

/** A creation that was cancelled is deleted, also where it has ended since; an update has to be under way. */
const CANCELLABLE =
  /^(?:CREATE_IN_PROGRESS|CREATE_COMPLETE|UPDATE_IN_PROGRESS)$/;

/** AWS's clock and the portal's, and SQLite's times have whole seconds. */
const CLOCKS_DIFFER_MS = 5_000;

/** What {@link Reconciler.create} needs. */
export interface ReconcilerOptions {
  environments: EnvironmentService;
  events: EventsService;
  logger: LoggerService;
  notifier: OwnerNotifier;
  /** ID of this portal: it settles no other's environments. */
  portal: string;
  tasks: TemplateTasks;
  told: ToldStore;
  watchers: Watchers;
}

/**
 * Settles what no task watches any more: a back end can die at any moment, and a recovered task may be refused before it
 * is entered, while CloudFormation goes on. Each pass looks at every stack of this portal.
 *
 * ```
 * under way   a task watches it         nothing to do
 *             nobody does               followed to its end, as the task would have
 *             and its task was cancelled  cancelled, as the task would have
 * at rest     its end was told          nothing to do, unless its protection is still due
 *             its end was not told      settled, and told: event, audit trail, notification. The deletion of a failed or
 *                                       cancelled creation is retried if it failed
 * not listed  looked up by ARN          told, once it is certain that it is gone
 * ```
 *
 * Everything may be done twice, by two replicas or after a crash, save that each end is told once
 * ({@link ToldStore.tell}).
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  /** What is being followed by this process, by stack ARN. */
  readonly #followed = new Map<string, Followed>();

  /** Ends that a task has seen and not told yet, by its ID. */
  readonly #seenByTask = new Map<string, Environment>();

  /** The pass under way. It never fails. */
  #running: Promise<void> = Promise.resolve();
  /** The pass that comes after it. */
  #waiting: Promise<void> | undefined;
  /** The target that was reconciled last. */
  #lastTarget: string | undefined;

  static create(options: ReconcilerOptions): Reconciler {
    return new Reconciler(options);
  }

  private constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /**
   * One pass over all targets, after the one under way. A target that cannot be read is left for the next pass.
   *
   * @param signal - ends the pass between two targets; the next one begins with those that were left
   */
  run(signal?: AbortSignal): Promise<void> {
    this.#waiting ??= this.#running.then(() => {
      this.#waiting = undefined;
      const pass = this.#pass(signal);
      this.#running = pass.catch(() => {});
      return pass;
    });
    return this.#waiting;
  }

  async #pass(signal: AbortSignal | undefined): Promise<void> {
    const { logger, tasks, watchers } = this.#options;
    watchers.takeTasks(await tasks.unfinished());
    for (const target of this.#targets()) {
      if (signal?.aborted) {
        return;
      }
      this.#lastTarget = target;
      try {
        await this.#reconcile(target);
      } catch (error) {
        logger.warn(
          `The environments of target '${target}' could not be reconciled; the next pass tries again: ${error}`,
        );
      }
    }
  }

  /** All targets, beginning with the one after the last that was reconciled. */
  #targets(): string[] {
    const names = this.#options.environments.targetNames();
    const next = names.indexOf(this.#lastTarget ?? '') + 1;
    return [...names.slice(next), ...names.slice(0, next)];
  }

  /** Takes what an operation tells that somebody watches. */
  async hear(payload: EnvironmentEventPayload): Promise<void> {
    const { byReconciler, environment, phase, taskId } = payload;
    if (byReconciler || this.#followed.has(environment.stackId)) {
      return;
    }
    this.#options.watchers.hear(payload);
    if (phase !== 'ended') {
      await this.#options.told.see(environment);
    } else if (taskId) {
      // Between the two the back end may die, and the task be refused when it is recovered.
      this.#seenByTask.set(taskId, environment);
    } else {
      await this.#options.told.tell(environment);
    }
  }

  /** Takes that a task of this process has ended: it has told how its operation did. */
  async hearTask(taskId: string): Promise<void> {
    const environment = this.#seenByTask.get(taskId);
    if (environment) {
      this.#seenByTask.delete(taskId);
      await this.#options.told.tell(environment);
    }
  }

  /** Waits until nothing is being followed. */
  async idle(): Promise<void> {
    while (this.#followed.size > 0) {
      await Promise.all([...this.#followed.values()].map(({ end }) => end));
    }
  }

  async #reconcile(target: string): Promise<void> {
    const { environments, portal, told } = this.#options;
    const all = await environments.listAll(target);
    const ours = all.filter(environment => environment.portal === portal);
    if (!(await told.knowsTarget(target))) {
      await told.setBaseline(
        target,
        ours.filter(({ stackStatus }) => !isUnfinished(stackStatus)),
        ours.filter(({ stackStatus }) => isUnfinished(stackStatus)),
      );
    }
    const known = await told.ofTarget(target);
    for (const environment of ours) {
      await this.#look(environment, known.get(environment.stackId));
    }
    const listed = new Set(all.map(({ stackId }) => stackId));
    for (const { stackId, stackStatus } of known.values()) {
      if (!listed.has(stackId) && stackStatus !== 'DELETE_COMPLETE') {
        await this.#lookForMissing(target, stackId);
      }
    }
    await told.forgetGone(target);
  }

  async #look(environment: Environment, told: Told | undefined): Promise<void> {
    if (told?.stackStatus === 'DELETE_COMPLETE') {
      // A deleted stack stays deleted: the listing is stale.
      return;
    }
    if (!told) {
      await this.#options.told.see(environment);
    }
    const isOpen =
      StackStatus.of(environment.stackStatus).isInProgress ||
      isNews(environment, told);
    const isDue = isOpen || isPromiseDue(environment);
    if (isDue && !this.#options.watchers.areAt(environment)) {
      this.#follow(environment, {
        cancelledAt: await this.#cancelledAt(environment),
        isTold: !isOpen,
      });
    }
  }

  /**
   * When the task of what is under way, or has just ended, was cancelled. An earlier operation's cancellation says nothing
   * of this one.
   */
  async #cancelledAt(environment: Environment): Promise<string | undefined> {
    const { lastTaskId, stackStatus } = environment;
    if (!lastTaskId || !CANCELLABLE.test(stackStatus)) {
      return undefined;
    }
    const cancelledAt = await this.#options.tasks.cancelledAt(lastTaskId);
    const began = Date.parse(operationTime(environment));
    return cancelledAt && Date.parse(cancelledAt) >= began - CLOCKS_DIFFER_MS
      ? cancelledAt
      : undefined;
  }

  async #lookForMissing(target: string, stackId: string): Promise<void> {
    const { environments, told, watchers } = this.#options;
    const found = await environments.lookUp(target, stackId);
    if (!found) {
      await told.forget(stackId);
    } else if (found.status === 'deleted' && !watchers.areAt(found)) {
      this.#follow(found, { isTold: false });
    }
  }

  #follow(
    environment: Environment,
    { cancelledAt, isTold }: { cancelledAt?: string; isTold: boolean },
  ): void {
    const { stackId } = environment;
    const followed = this.#followed.get(stackId);
    if (followed && cancelledAt) {
      followed.cancel();
    }
    if (!followed) {
      const abort = new AbortController();
      const { signal } = abort;
      const end = this.#settle(environment, { cancelledAt, isTold, signal })
        .catch(error =>
          this.#options.logger.warn(
            `Stack ${stackId} could not be settled; the next pass tries again: ${error}`,
          ),
        )
        .finally(() => this.#followed.delete(stackId));
      this.#followed.set(stackId, { end, cancel: () => abort.abort() });
    }
  }

  /** @param options - `isTold`: its owner knows already how its last operation has ended */
  async #settle(
    { target, stackId, stackStatus }: Environment,
    options: { cancelledAt?: string; isTold: boolean; signal: AbortSignal },
  ): Promise<void> {
    const { environments, told } = this.#options;
    // A creation can end with the update that switches on what its retention promises, or with the stack's deletion.
    let operation = StackStatus.of(stackStatus).operation;
    let failure: string | undefined;
    try {
      // The last event is awaited too: what is due afterwards is done before it.
      const events = environments.follow(target, stackId, options);
      for await (const event of events) {
        if (event.type === 'accepted') {
          operation = event.operation;
        }
        if (event.type === 'notice') {
          this.#options.logger.info(`Stack ${stackId}: ${event.message}`);
        }
      }
    } catch (error) {
      if (!isOutcome(error)) {
        throw error;
      }
      failure = error.message;
    }
    const settled = await environments.lookUp(target, stackId);
    if (!settled || StackStatus.of(settled.stackStatus).isInProgress) {
      return;
    }
    if ((await told.tell(settled)) && !options.isTold) {
      await this.#tell(settled, operation, failure);
    }
  }

  async #tell(
    environment: Environment,
    operation: StackOperation,
    failure?: string,
  ): Promise<void> {
    const { events, notifier } = this.#options;
    const eventPayload: EnvironmentEventPayload = {
      operation,
      phase: 'ended',
      environment,
      byReconciler: true,
    };
    await events.publish({ topic: ENVIRONMENT_EVENTS_TOPIC, eventPayload });
    await notifier.ended(environment, { operation, failure });
  }
}

/** What this process follows. */
interface Followed {
  end: Promise<void>;
  cancel: () => void;
}

/** In progress, or left by a deletion that failed: what a failed creation has left is deleted again. */
function isUnfinished(stackStatus: string): boolean {
  const { isDeleteFailed, isInProgress } = StackStatus.of(stackStatus);
  return isInProgress || isDeleteFailed;
}

/** Whether the end that an environment is at was not reported. A stale read is older than what was reported. */
function isNews(environment: Environment, told: Told | undefined): boolean {
  if (!told || told.stackStatus === '') {
    return true;
  }
  const isSame =
    environment.stackStatus === told.stackStatus &&
    operationTime(environment) === told.operationTime;
  return !isSame && !isOlderRead(environment, toldRead(told, environment));
}

/** The read of the stack that was reported. */
function toldRead(
  { operationTime: time, stackStatus }: Told,
  { stackId, createdAt }: Environment,
): StackRead {
  const updatedAt = time === createdAt ? undefined : time;
  return { stackId, stackStatus, createdAt, updatedAt };
}

/**
 * What a retention promises is switched on after the creation, since a failed one must be able to clean up: protection for
 * `retain`, the final snapshot for `snapshot` by an update, after which a stack is CREATE_COMPLETE no more.
 */
function isPromiseDue(environment: Environment): boolean {
  const { retention, stackStatus, status, terminationProtection } = environment;
  return (
    status === 'available' &&
    ((retention === 'retain' && !terminationProtection) ||
      (retention === 'snapshot' && stackStatus === 'CREATE_COMPLETE'))
  );
}

/** Whether an error tells how an operation has ended, and not merely that AWS could not be asked. */
function isOutcome(error: unknown): error is Error {
  return (
    error instanceof Error &&
    ['OperationCancelledError', 'StackOperationError'].includes(error.name)
  );
}
