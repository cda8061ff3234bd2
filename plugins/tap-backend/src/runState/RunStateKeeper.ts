import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { Environment, RunState, StackStatus } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { FirstWarnings } from '../logging/FirstWarnings';
import { OperationHistory } from '../history/OperationHistory';
import { OwnerNotifier } from '../notifications';
import { requestOperation } from '../operations/requestOperation';
import { TemplateTasks } from '../tasks';
import { dueRunState } from './dueRunState';
import { stoppedAgain } from './stoppedAgain';

const HOUR_MS = 3_600_000;

/** Until then, a database that runs has not been stopped yet. Afterwards, RDS or somebody else has started it. */
const STOPS_WITHIN_MS = HOUR_MS;

/** Until then, a start is repeated. Afterwards, a database that is stopped was stopped outside the portal. */
const STARTS_WITHIN_MS = HOUR_MS;

/** After a failure, an environment is left alone for this long, so that its owner is not notified in each pass. */
const RETRY_AFTER_MS = HOUR_MS;

type Operation = 'start' | 'stop';

/** Options of {@link RunStateKeeper}. */
export interface RunStateKeeperOptions {
  auth: AuthService;
  environments: EnvironmentService;
  history: Pick<OperationHistory, 'add'>;
  logger: LoggerService;
  notifier: OwnerNotifier;
  /** ID of this portal. Environments of other portals are ignored. */
  portal: string;
  tasks: TemplateTasks;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/**
 * Stops and starts environments by the running hours of their target, see {@link dueRunState}, and keeps stopped ones stopped: RDS starts an instance that has been stopped for seven days
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html). Repeats a stop or start whose back end
 * was killed between the change of the metadata and the call to RDS, or that RDS rejected because it was busy.
 *
 * ```
 * requested  RDS's status  action
 * stopped    available     stopped; unless the stop was requested within the last hour, its owner is notified, and the history has it
 * started    stopped       started if the start was requested within the last hour
 * ```
 *
 * Both operations can be repeated, so two replicas can run a pass at the same time.
 */
export class RunStateKeeper {
  private readonly now: () => number;
  private readonly warnings: FirstWarnings;
  /** When an operation failed, by ARN of the stack, in milliseconds since 1970. */
  private readonly failedAt = new Map<string, number>();

  constructor(private readonly options: RunStateKeeperOptions) {
    this.now = options.now ?? Date.now;
    this.warnings = new FirstWarnings(options.logger);
  }

  /** Runs one pass over all targets. What fails is left to a later pass. */
  async run(): Promise<void> {
    for (const target of this.options.environments.targetNames()) {
      const condition = `stop and start fail on target '${target}'`;
      try {
        await this.runTarget(target);
        this.warnings.end(condition);
      } catch (error) {
        this.warnings.warn(
          condition,
          `The stopped environments of target '${target}' could not be checked. The next pass tries again: ${error}`,
        );
      }
    }
  }

  private async runTarget(target: string): Promise<void> {
    const { environments, portal } = this.options;
    for (const environment of await environments.listAll(target)) {
      const canBeChanged =
        environment.portal === portal &&
        StackStatus.of(environment.stackStatus).canBeUpdated;
      if (canBeChanged && !this.hasJustFailed(environment)) {
        await this.keep(environment);
      }
    }
  }

  private hasJustFailed({ stackId }: Environment): boolean {
    const failedAt = this.failedAt.get(stackId);
    return failedAt !== undefined && this.now() - failedAt < RETRY_AFTER_MS;
  }

  private async keep(environment: Environment): Promise<void> {
    const { stackId, suffix } = environment;
    try {
      await this.keepRunState(environment);
      this.failedAt.delete(stackId);
    } catch (error) {
      if (error instanceof ConflictError) {
        // It has been stopped or started since, or RDS or CloudFormation is busy with it: the next pass tries again.
        return;
      }
      this.failedAt.set(stackId, this.now());
      this.options.logger.warn(
        `The database of environment '${suffix}' could not be stopped or started. The portal tries again in an hour: ${error}`,
      );
    }
  }

  private async keepRunState(environment: Environment): Promise<void> {
    const { environments, history, notifier } = this.options;
    const due = dueRunState(
      environment,
      environments.runningHours(environment.target),
      this.now(),
    );
    if (due) {
      await this.request(due, environment, { scheduled: true });
      return;
    }
    const { runState } = environment;
    if (!runState || !this.mayDiffer(runState)) {
      return;
    }
    const status = await environments.databaseStatus(
      environment.target,
      environment.stackId,
    );
    if (runState.state === 'stopped' && status === 'available') {
      const startedAt = new Date(this.now());
      const { initiator } = await this.request('stop', environment);
      if (this.age(runState) > STOPS_WITHIN_MS) {
        await notifier.stoppedAgain(environment, startedAt);
        await history.add(
          stoppedAgain(environment, {
            initiator,
            startedAt,
            endedAt: new Date(this.now()),
          }),
        );
      }
    }
    if (runState.state === 'started' && status === 'stopped') {
      await this.request('start', environment);
    }
  }

  private mayDiffer(runState: RunState): boolean {
    return (
      runState.state === 'stopped' || this.age(runState) < STARTS_WITHIN_MS
    );
  }

  /** In milliseconds. */
  private age({ since }: RunState): number {
    return this.now() - Date.parse(since);
  }

  private async request(
    operation: Operation,
    { runState, suffix, target }: Environment,
    { scheduled }: { scheduled?: true } = {},
  ): Promise<{ initiator: string }> {
    const { auth, environments, logger, tasks } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    await requestOperation(
      operation,
      { suffix, target, onlyIfSince: runState?.since, scheduled },
      {
        environments,
        tasks,
        credentials,
      },
    );
    logger.info(
      `Requested the ${operation} of the database of environment '${suffix}' on target '${target}': ${
        scheduled
          ? 'its running hours'
          : 'RDS had not received it, or undone it'
      }`,
    );
    return { initiator: `service:${credentials.principal.subject}` };
  }
}
