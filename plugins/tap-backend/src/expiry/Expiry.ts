import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { TEARDOWN_TEMPLATE } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { NoticeKind, NoticeStore } from '../database';
import { FirstWarnings } from '../logging/FirstWarnings';
import { OwnerNotifier } from '../notifications';
import { requestOperation } from '../operations/requestOperation';
import { TemplateTasks } from '../tasks';
import { ExpiringEnvironment, canExpire, dueStep } from './dueStep';

const HOUR_MS = 3_600_000;

/** If an expired environment still exists after this time, another teardown task starts. */
const RETRY_AFTER_MS = 6 * HOUR_MS;

/** How long the actions on an expiry are kept. */
const KEEP_MS = 90 * 24 * HOUR_MS;

/** Options of {@link Expiry}. */
export interface ExpiryOptions {
  auth: AuthService;
  environments: EnvironmentService;
  logger: LoggerService;
  notices: NoticeStore;
  notifier: OwnerNotifier;
  /** ID of this portal. Environments of other portals are ignored. */
  portal: string;
  tasks: TemplateTasks;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/**
 * Notifies owners before their environments expire, and then starts teardown tasks. The task reads the expiry again right
 * before it deletes the stack, so that a late extension takes effect. An environment that was protected before is not torn
 * down; its owner is notified.
 *
 * Actions are stored by stack ARN and expiry, so two replicas never repeat one, and a new expiry starts over. A run after
 * missed runs takes the action that is due by then.
 */
export class Expiry {
  private readonly now: () => number;
  private readonly warnings: FirstWarnings;

  constructor(private readonly options: ExpiryOptions) {
    this.now = options.now ?? Date.now;
    this.warnings = new FirstWarnings(options.logger);
  }

  /** Runs one pass over all targets. What fails is left to the next pass. */
  async run(): Promise<void> {
    const { environments, notices } = this.options;
    for (const target of environments.targetNames()) {
      const condition = `expiry fails on target '${target}'`;
      try {
        await this.runTarget(target);
        this.warnings.end(condition);
      } catch (error) {
        this.warnings.warn(
          condition,
          `The expiries of target '${target}' could not be handled. The next pass tries again: ${error}`,
        );
      }
    }
    await notices.removeBefore(this.now() - KEEP_MS);
  }

  private async runTarget(target: string): Promise<void> {
    const { environments, logger, portal } = this.options;
    for (const environment of await environments.listAll(target)) {
      if (environment.portal === portal && canExpire(environment)) {
        await this.handle(environment).catch(error =>
          logger.warn(
            `The expiry of environment '${environment.suffix}' could not be handled. The next pass tries again: ${error}`,
          ),
        );
      }
    }
  }

  private async handle(environment: ExpiringEnvironment): Promise<void> {
    const step = dueStep(environment, this.now());
    if (step === 'teardown') {
      await (environment.wasRetained
        ? this.notifyOnly(environment)
        : this.tearDown(environment));
    } else if (step) {
      const left = Date.parse(environment.expiresAt) - this.now();
      await this.once(environment, step, () =>
        this.options.notifier.expiring(
          environment,
          Math.max(1, Math.round(left / HOUR_MS)),
        ),
      );
    }
  }

  private async tearDown(listed: ExpiringEnvironment): Promise<void> {
    // The listing can be stale, and the environment can have been extended since.
    const environment = await this.options.environments.lookUp(
      listed.target,
      listed.stackId,
    );
    if (
      !environment ||
      !canExpire(environment) ||
      dueStep(environment, this.now()) !== 'teardown'
    ) {
      return;
    }
    if (environment.wasRetained) {
      await this.notifyOnly(environment);
      return;
    }
    if (!(await this.canTakeSnapshot(environment))) {
      return;
    }
    const { notices, notifier } = this.options;
    const now = this.now();
    if (await notices.claim(environment, 'teardown', now)) {
      await this.startTask(environment);
      return;
    }
    const again = { now, afterMs: RETRY_AFTER_MS };
    if (await notices.claimAgain(environment, 'teardown', again)) {
      await this.once(environment, 'failed', () =>
        notifier.teardownFailed(environment),
      );
      await this.startTask(environment);
    }
  }

  /**
   * RDS takes no final snapshot of a stopped database, so it is started first.
   *
   * @returns whether the teardown can begin; otherwise a later pass tries again
   */
  private async canTakeSnapshot(
    environment: ExpiringEnvironment,
  ): Promise<boolean> {
    const { auth, environments, tasks } = this.options;
    const { retention, stackId, status, suffix, target } = environment;
    if (retention !== 'snapshot') {
      return true;
    }
    if (status === 'stopped') {
      await requestOperation(
        'start',
        { suffix, target },
        {
          environments,
          tasks,
          credentials: await auth.getOwnServiceCredentials(),
        },
      );
      return false;
    }
    return (await environments.databaseStatus(target, stackId)) !== 'starting';
  }

  /** An environment that was protected before is torn down only on request, not by its expiry. */
  private async notifyOnly(environment: ExpiringEnvironment): Promise<void> {
    await this.once(environment, 'left', () =>
      this.options.notifier.decisionNeeded(environment),
    );
  }

  private async startTask(environment: ExpiringEnvironment): Promise<void> {
    const { auth, notices, notifier, tasks } = this.options;
    try {
      const { taskId } = await tasks.start(
        TEARDOWN_TEMPLATE,
        {
          suffix: environment.suffix,
          target: environment.target,
          confirm: environment.suffix,
          onlyIfExpired: environment.expiresAt,
        },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      await notifier.expired(environment, taskId);
    } catch (error) {
      await notices.release(environment, 'teardown');
      throw error;
    }
  }

  /** Takes an action in one replica only. If it fails, it is due again. */
  private async once(
    environment: ExpiringEnvironment,
    kind: NoticeKind,
    act: () => Promise<boolean>,
  ): Promise<void> {
    const { notices } = this.options;
    if (await notices.claim(environment, kind, this.now())) {
      if (!(await act())) {
        await notices.release(environment, kind);
      }
    }
  }
}
