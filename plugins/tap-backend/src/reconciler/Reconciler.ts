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
  failureOutcome,
  OperationOutcome,
} from '@tap/plugin-tap-node';
import { ReportedOperation, ReportedOperationStore } from '../database';
import { FirstWarnings } from '../logging/FirstWarnings';
import { OwnerNotifier } from '../notifications';
import { TemplateTasks } from '../tasks';
import { SharedPortalCheck } from './SharedPortalCheck';
import { Watchers } from './Watchers';

/**
 * A cancelled creation is deleted, even if it has completed since, or if the update that applies its retention has been
 * rolled back. Other updates can be cancelled only while in progress.
 */
const CANCELLABLE =
  /^(?:CREATE_IN_PROGRESS|CREATE_COMPLETE|UPDATE_IN_PROGRESS|UPDATE_ROLLBACK_COMPLETE)$/;

/** A change of several updates can also be cancelled between them. */
function isCancellable({ changePending, stackStatus }: Environment): boolean {
  return (
    CANCELLABLE.test(stackStatus) ||
    (changePending === true && stackStatus === 'UPDATE_COMPLETE')
  );
}

/** Allows for clock differences between AWS and the portal, and for SQLite's resolution of one second. */
const CLOCK_TOLERANCE_MS = 5_000;

/** Options of the {@link Reconciler}. */
export interface ReconcilerOptions {
  environments: EnvironmentService;
  events: EventsService;
  logger: LoggerService;
  notifier: OwnerNotifier;
  /** ID of this portal. Environments of other portals are ignored. */
  portal: string;
  tasks: TemplateTasks;
  reported: ReportedOperationStore;
  watchers: Watchers;
}

/**
 * Completes operations that no task watches: a back end can die at any time, and the scaffolder can reject a recovered
 * task before the action starts, while CloudFormation continues. Each pass checks every stack of this portal.
 *
 * ```
 * in progress  watched by a task         nothing to do
 *              not watched               followed to its end, as its task does
 *              its task was cancelled    cancelled, as its task does
 * at rest      its end was reported      nothing to do, unless its protection or the rest of a change is still due
 *              its end is unreported     completed and reported: event, audit trail, notification. If the deletion of a
 *                                        failed or cancelled creation has failed, it is retried
 * not listed   looked up by ARN          reported as soon as AWS confirms that it is deleted
 * ```
 *
 * All of this can run twice, in two replicas or after a crash, except that each end is reported once
 * ({@link ReportedOperationStore.markReported}).
 */
export class Reconciler {
  /** Operations that this process follows, by stack ARN. */
  private readonly followed = new Map<string, Followed>();

  /** Settled operations whose task has not ended yet, by ID of the task. */
  private readonly settledByTask = new Map<string, Settled>();

  /** The running pass. It never rejects. */
  private running: Promise<void> = Promise.resolve();
  /** The pass that runs after it. */
  private waiting: Promise<void> | undefined;
  /** The last target that was reconciled. */
  private lastTarget: string | undefined;
  private readonly warnings: FirstWarnings;
  private readonly sharedPortal: SharedPortalCheck;

  constructor(private readonly options: ReconcilerOptions) {
    this.sharedPortal = new SharedPortalCheck(options);
    this.warnings = new FirstWarnings(options.logger);
  }

  /**
   * Runs one pass over all targets, after the running one. A target that cannot be read is left to the next pass.
   *
   * @param signal - ends the pass between two targets; the next pass starts with the targets that are left
   */
  run(signal?: AbortSignal): Promise<void> {
    this.waiting ??= this.running.then(() => {
      this.waiting = undefined;
      const pass = this.pass(signal);
      this.running = pass.catch(() => {});
      return pass;
    });
    return this.waiting;
  }

  private async pass(signal: AbortSignal | undefined): Promise<void> {
    const { tasks, watchers } = this.options;
    watchers.setTasks(await tasks.unfinished());
    // A cancelled task ends later, but the pass would not know that the creation was cancelled.
    for (const taskId of [...this.settledByTask.keys()]) {
      if (!watchers.isUnfinished(taskId)) {
        await this.onTaskEnd(taskId);
      }
    }
    for (const target of this.targets()) {
      if (signal?.aborted) {
        return;
      }
      this.lastTarget = target;
      const condition = `the reconciler fails on target '${target}'`;
      try {
        await this.reconcile(target);
        this.warnings.end(condition);
      } catch (error) {
        this.warnings.warn(
          condition,
          `The environments of target '${target}' could not be reconciled. The next pass tries again: ${error}`,
        );
      }
    }
  }

  /** All targets, starting after the last one that was reconciled. */
  private targets(): string[] {
    const names = this.options.environments.targetNames();
    const next = names.indexOf(this.lastTarget ?? '') + 1;
    return [...names.slice(next), ...names.slice(0, next)];
  }

  /** Handles an event of an operation that a task or a process watches. */
  async onEnvironmentEvent(payload: EnvironmentEventPayload): Promise<void> {
    const { byReconciler, environment, operation, outcome, phase, taskId } =
      payload;
    if (byReconciler || this.followed.has(environment.stackId)) {
      return;
    }
    if (phase !== 'settled') {
      this.options.watchers.onEnvironmentEvent(payload);
      await this.options.reported.track(environment);
      return;
    }
    const settled = { environment, operation, outcome: outcome! };
    if (taskId) {
      // When the task ends, the catalog contains the result. If the back end dies before, a later pass reports it.
      this.settledByTask.set(taskId, settled);
    } else {
      await this.notifyOnce(settled, { isWatched: true });
    }
    this.options.watchers.onEnvironmentEvent(payload);
  }

  /** Handles the end of a task of this process, and notifies the owner of the result of its operation. */
  async onTaskEnd(taskId: string): Promise<void> {
    const settled = this.settledByTask.get(taskId);
    if (settled) {
      this.settledByTask.delete(taskId);
      await this.notifyOnce(settled);
    }
  }

  /** Waits until this process follows no operation. */
  async idle(): Promise<void> {
    while (this.followed.size > 0) {
      await Promise.all([...this.followed.values()].map(({ end }) => end));
    }
  }

  private async reconcile(target: string): Promise<void> {
    const { environments, portal, reported } = this.options;
    const all = await environments.listAll(target);
    const ours = all.filter(environment => environment.portal === portal);
    if (!(await reported.isKnownTarget(target))) {
      await reported.setBaseline(
        target,
        ours.filter(({ stackStatus }) => !isUnfinished(stackStatus)),
        ours.filter(({ stackStatus }) => isUnfinished(stackStatus)),
      );
    }
    const known = await reported.listByTarget(target);
    for (const environment of ours) {
      await this.check(environment, known.get(environment.stackId));
    }
    const listed = new Set(all.map(({ stackId }) => stackId));
    for (const { stackId, stackStatus } of known.values()) {
      if (!listed.has(stackId) && stackStatus !== 'DELETE_COMPLETE') {
        await this.checkMissing(target, stackId);
      }
    }
    await reported.removeDeleted(target);
  }

  private async check(
    environment: Environment,
    reported: ReportedOperation | undefined,
  ): Promise<void> {
    if (reported?.stackStatus === 'DELETE_COMPLETE') {
      // The listing is stale: a deleted stack stays deleted.
      return;
    }
    if (!reported) {
      await this.options.reported.track(environment);
    } else if (reported.owner === undefined) {
      await this.options.reported.addOwner(environment);
    }
    const isOpen =
      StackStatus.of(environment.stackStatus).isInProgress ||
      isUnreported(environment, reported);
    const isDue =
      isOpen || isProtectionDue(environment) || isChangeDue(environment);
    if (!isDue || this.isWatched(environment)) {
      return;
    }
    if (StackStatus.of(environment.stackStatus).isInProgress) {
      await this.sharedPortal.check(environment);
    }
    const cancelledAt = await this.cancelledAt(environment);
    const isLeftAlone =
      !isOpen && isChangeDue(environment) && cancelledAt !== undefined;
    if (!isLeftAlone) {
      this.follow(environment, { cancelledAt, isReported: !isOpen });
    }
  }

  /**
   * When the task of the current operation, or of one that has just ended, was cancelled. The cancellation of an earlier
   * operation does not count.
   */
  private async cancelledAt(
    environment: Environment,
  ): Promise<string | undefined> {
    const { lastTaskId } = environment;
    if (!lastTaskId || !isCancellable(environment)) {
      return undefined;
    }
    const cancelledAt = await this.options.tasks.cancelledAt(lastTaskId);
    const began = Date.parse(operationTime(environment));
    return cancelledAt && Date.parse(cancelledAt) >= began - CLOCK_TOLERANCE_MS
      ? cancelledAt
      : undefined;
  }

  private async checkMissing(target: string, stackId: string): Promise<void> {
    const { environments, reported } = this.options;
    const found = await environments.lookUp(target, stackId);
    if (!found) {
      await reported.remove(stackId);
    } else if (found.status === 'deleted' && !this.isWatched(found)) {
      this.follow(found, { isReported: false });
    }
  }

  /** Whether another reports the operation: a task or a request that watches it, or the end of the task of its outcome. */
  private isWatched(environment: Environment): boolean {
    const isSettled = [...this.settledByTask.values()].some(
      settled => settled.environment.stackId === environment.stackId,
    );
    return isSettled || this.options.watchers.isWatched(environment);
  }

  private follow(
    environment: Environment,
    { cancelledAt, isReported }: { cancelledAt?: string; isReported: boolean },
  ): void {
    const { stackId } = environment;
    const followed = this.followed.get(stackId);
    if (followed && cancelledAt) {
      followed.cancel();
    }
    if (!followed) {
      const abort = new AbortController();
      const { signal } = abort;
      const end = this.settle(environment, {
        cancelledAt,
        isReported,
        signal,
      })
        .catch(error =>
          this.options.logger.warn(
            `The operation on stack ${stackId} could not be followed to its end. The next pass tries again: ${error}`,
          ),
        )
        .finally(() => this.followed.delete(stackId));
      this.followed.set(stackId, { end, cancel: () => abort.abort() });
    }
  }

  /** @param options - `isReported`: the end of the last operation was reported already */
  private async settle(
    { target, stackId, stackStatus }: Environment,
    options: { cancelledAt?: string; isReported: boolean; signal: AbortSignal },
  ): Promise<void> {
    const { environments } = this.options;
    // A creation can end with the update that turns on protection, or with the deletion of the stack.
    let operation = StackStatus.of(stackStatus).operation;
    let outcome: OperationOutcome = { result: 'completed', kept: [] };
    try {
      // Read to the last event: protection is turned on before it.
      const events = environments.follow(target, stackId, options);
      for await (const event of events) {
        if (event.type === 'accepted') {
          operation = event.operation;
        }
        if (event.type === 'completed') {
          outcome = { ...outcome, kept: event.kept };
        }
        if (event.type === 'notice') {
          this.options.logger.info(`Stack ${stackId}: ${event.message}`);
        }
      }
    } catch (error) {
      const failure = failureOutcome(error);
      if (!failure) {
        throw error;
      }
      outcome = failure;
    }
    const settled = await environments.lookUp(target, stackId);
    if (!settled || StackStatus.of(settled.stackStatus).isInProgress) {
      return;
    }
    if (options.isReported) {
      await this.options.reported.markReported(settled);
    } else {
      await this.report({
        environment: settled,
        operation,
        outcome: isReached(settled, outcome)
          ? outcome
          : { ...outcome, result: 'failed' },
      });
    }
  }

  private async report(settled: Settled): Promise<void> {
    if (await this.notifyOnce(settled)) {
      const eventPayload: EnvironmentEventPayload = {
        operation: settled.operation,
        phase: 'ended',
        environment: settled.environment,
        byReconciler: true,
      };
      await this.options.events.publish({
        topic: ENVIRONMENT_EVENTS_TOPIC,
        eventPayload,
      });
    }
  }

  /**
   * Notifies the owner of the end of an operation, unless this was done already, here or in another replica.
   *
   * @param options.isWatched - a user waits for the response of a route, so a completed change is notified only if the
   *   owner or the passwords are new
   * @returns whether the end was unreported
   */
  private async notifyOnce(
    { environment, operation, outcome }: Settled,
    options: { isWatched?: boolean } = {},
  ): Promise<boolean> {
    const { notifier, reported } = this.options;
    const before = await reported.markReported(environment);
    if (!before) {
      return false;
    }
    const isTransferred =
      before.owner !== undefined && before.owner !== environment.owner;
    const { credentialsRotation: rotation } = environment;
    const isRotated =
      rotation !== undefined && rotation.requestedAt !== before.rotatedAt;
    const isNews = isTransferred || isRotated || outcome.result !== 'completed';
    if (!options.isWatched || isNews) {
      await notifier.ended(environment, {
        // A creation whose retention is applied ends with an update.
        operation:
          before.stackStatus === '' && operation === 'update'
            ? 'create'
            : operation,
        outcome,
        ...(isTransferred && { previousOwner: before.owner }),
        ...(isRotated && { rotation }),
      });
    }
    return true;
  }
}

/**
 * Whether the last operation did what was requested: the change, or its cancellation, which rolls the stack back. An operation
 * that has failed before is not always an error.
 */
function isReached(
  { stackStatus }: Environment,
  { result }: OperationOutcome,
): boolean {
  const { canBeUpdated, isComplete, isGone } = StackStatus.of(stackStatus);
  return isGone || (result === 'cancelled' ? canBeUpdated : isComplete);
}

/** An operation whose outcome is known. */
interface Settled {
  environment: Environment;
  operation: StackOperation;
  outcome: OperationOutcome;
}

/** An operation that this process follows. */
interface Followed {
  end: Promise<void>;
  cancel: () => void;
}

/** Whether a stack is in progress, or its deletion has failed: the stack of a failed creation is deleted again. */
function isUnfinished(stackStatus: string): boolean {
  const { isDeleteFailed, isInProgress } = StackStatus.of(stackStatus);
  return isInProgress || isDeleteFailed;
}

/** Whether the end of the last operation is unreported. A stale read is older than the reported one. */
function isUnreported(
  environment: Environment,
  reported: ReportedOperation | undefined,
): boolean {
  if (!reported || reported.stackStatus === '') {
    return true;
  }
  const isSame =
    environment.stackStatus === reported.stackStatus &&
    operationTime(environment) === reported.operationTime;
  return (
    !isSame && !isOlderRead(environment, reportedRead(reported, environment))
  );
}

/** The read of the stack that was reported. */
function reportedRead(
  { operationTime: time, stackStatus }: ReportedOperation,
  { stackId, createdAt }: Environment,
): StackRead {
  const updatedAt = time === createdAt ? undefined : time;
  return { stackId, stackStatus, createdAt, updatedAt };
}

/**
 * Whether protection is still to be turned on. This happens after the creation, so that a failed creation can be cleaned up:
 * termination protection for `retain`, and for `snapshot` an update, after which the stack is no longer CREATE_COMPLETE.
 */
function isProtectionDue(environment: Environment): boolean {
  const { retention, stackStatus, status, terminationProtection } = environment;
  return (
    status === 'available' &&
    ((retention === 'retain' && !terminationProtection) ||
      (retention === 'snapshot' && stackStatus === 'CREATE_COMPLETE'))
  );
}

/** Whether updates of a change are still to be carried out. One that was rolled back is not repeated. */
function isChangeDue({ changePending, stackStatus }: Environment): boolean {
  return changePending === true && stackStatus === 'UPDATE_COMPLETE';
}
