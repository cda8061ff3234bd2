import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { TEARDOWN_TEMPLATE } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { NoticeKind, NoticeStore } from '../database';
import { OwnerNotifier } from '../notifications';
import { TemplateTasks } from '../tasks';
import { ExpiringEnvironment, canExpire, dueStep } from './dueStep';

const HOUR_MS = 3_600_000;

/** An expired environment that is still there gets another teardown task after this long. */
const RETRY_AFTER_MS = 6 * HOUR_MS;

/** What was done about an expiry is forgotten after this long. */
const FORGET_AFTER_MS = 90 * 24 * HOUR_MS;

/** What {@link Expiry.create} needs. */
export interface ExpiryOptions {
  auth: AuthService;
  environments: EnvironmentService;
  logger: LoggerService;
  notices: NoticeStore;
  notifier: OwnerNotifier;
  /** ID of this portal: it expires no other's environments. */
  portal: string;
  tasks: TemplateTasks;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/**
 * Warns owners before their environments expire, and starts teardown tasks once they have. It destroys nothing itself:
 * the task reads the expiry again right before it deletes, so that an extension at the last second wins. What was protected
 * once is left to its owner, who is told.
 *
 * What was done is kept under the stack's ARN and its expiry: two replicas never do it twice, and a new expiry
 * begins anew. A missed run does what is due by then.
 */
export class Expiry {
  readonly #options: ExpiryOptions;
  readonly #now: () => number;

  static create(options: ExpiryOptions): Expiry {
    return new Expiry(options);
  }

  private constructor(options: ExpiryOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** One pass over all targets. What cannot be done is left for the next pass. */
  async run(): Promise<void> {
    const { environments, logger, notices } = this.#options;
    for (const target of environments.targetNames()) {
      try {
        await this.#runTarget(target);
      } catch (error) {
        logger.warn(
          `The expiries of target '${target}' could not be handled; the next pass tries again: ${error}`,
        );
      }
    }
    await notices.forgetBefore(this.#now() - FORGET_AFTER_MS);
  }

  async #runTarget(target: string): Promise<void> {
    const { environments, logger, portal } = this.#options;
    for (const environment of await environments.listAll(target)) {
      if (environment.portal === portal && canExpire(environment)) {
        await this.#handle(environment).catch(error =>
          logger.warn(
            `The expiry of '${environment.suffix}' could not be handled; the next pass tries again: ${error}`,
          ),
        );
      }
    }
  }

  async #handle(environment: ExpiringEnvironment): Promise<void> {
    const step = dueStep(environment, this.#now());
    if (step === 'teardown') {
      await (environment.wasRetained
        ? this.#leave(environment)
        : this.#tearDown(environment));
    } else if (step) {
      const left = Date.parse(environment.expiresAt) - this.#now();
      await this.#once(environment, step, () =>
        this.#options.notifier.expiring(
          environment,
          Math.max(1, Math.round(left / HOUR_MS)),
        ),
      );
    }
  }

  async #tearDown(listed: ExpiringEnvironment): Promise<void> {
    // The listing may be stale, and an extension may have come since.
    const environment = await this.#options.environments.lookUp(
      listed.target,
      listed.stackId,
    );
    if (
      !environment ||
      !canExpire(environment) ||
      dueStep(environment, this.#now()) !== 'teardown'
    ) {
      return;
    }
    if (environment.wasRetained) {
      await this.#leave(environment);
      return;
    }
    const { notices, notifier } = this.#options;
    const now = this.#now();
    if (await notices.claim(environment, 'teardown', now)) {
      await this.#startTask(environment);
      return;
    }
    const again = { now, afterMs: RETRY_AFTER_MS };
    if (await notices.claimAgain(environment, 'teardown', again)) {
      await this.#once(environment, 'failed', () =>
        notifier.notTornDown(environment),
      );
      await this.#startTask(environment);
    }
  }

  /** What was protected once goes only by a person's word, and a time that has come is none. */
  async #leave(environment: ExpiringEnvironment): Promise<void> {
    await this.#once(environment, 'left', () =>
      this.#options.notifier.expiredAndLeft(environment),
    );
  }

  async #startTask(environment: ExpiringEnvironment): Promise<void> {
    const { auth, notices, notifier, tasks } = this.#options;
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

  /** Does something that only one replica shall do; what fails is due again. */
  async #once(
    environment: ExpiringEnvironment,
    kind: NoticeKind,
    act: () => Promise<boolean>,
  ): Promise<void> {
    const { notices } = this.#options;
    if (await notices.claim(environment, kind, this.#now())) {
      if (!(await act())) {
        await notices.release(environment, kind);
      }
    }
  }
}
