import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  Environment,
  RETENTION_TEXTS,
  StackOperation,
  systemName,
} from '@tap/plugin-tap-common';
import { endText } from './endText';

type Severity = 'critical' | 'high' | 'normal' | 'low';

/** Tells the owners of environments what they did not see happen. */
export class OwnerNotifier {
  readonly #notifications: NotificationService;
  readonly #logger: LoggerService;

  static create(options: {
    notifications: NotificationService;
    logger: LoggerService;
  }): OwnerNotifier {
    return new OwnerNotifier(options);
  }

  private constructor(options: {
    notifications: NotificationService;
    logger: LoggerService;
  }) {
    this.#notifications = options.notifications;
    this.#logger = options.logger;
  }

  /**
   * An operation has ended that no task was watching.
   *
   * @param end - which operation, and why, where it has failed
   * @returns whether it could be sent
   */
  async ended(
    environment: Environment,
    { operation, failure }: { operation: StackOperation; failure?: string },
  ): Promise<boolean> {
    const { title, severity } = endText(environment, operation);
    return this.#send(environment, `end-${environment.stackStatus}`, {
      title,
      severity,
      description:
        failure ??
        environment.statusReason ??
        'The task that was working on it had ended before.',
    });
  }

  /**
   * An environment is about to expire.
   *
   * @param hours - left until then, rounded
   * @returns whether it could be sent
   */
  async expiring(environment: Environment, hours: number): Promise<boolean> {
    const { lost } = RETENTION_TEXTS[environment.retention];
    const description = environment.wasRetained
      ? `It was protected once, so nothing is torn down at ${environment.expiresAt} by itself. Extend it on its page if it is still needed, or tear it down there.`
      : `It will be torn down at ${environment.expiresAt}. ${lost} Extend it on its page if it is still needed.`;
    return this.#send(environment, `expiry-${environment.expiresAt}`, {
      title: `PostgreSQL environment ${environment.suffix} expires in ${hours} hours`,
      description,
      severity: 'high',
    });
  }

  /**
   * An expired environment is being torn down.
   *
   * @param taskId - of the task that does it
   * @returns whether it could be sent
   */
  async expired(environment: Environment, taskId: string): Promise<boolean> {
    return this.#send(environment, `expiry-${environment.expiresAt}`, {
      title: `PostgreSQL environment ${environment.suffix} has expired and is torn down`,
      description: `It expired at ${environment.expiresAt}.`,
      severity: 'normal',
      link: `/create/tasks/${encodeURIComponent(taskId)}`,
    });
  }

  /**
   * An expired environment was protected once, and is torn down by nobody but a person.
   *
   * @returns whether it could be sent
   */
  async expiredAndLeft(environment: Environment): Promise<boolean> {
    return this.#send(environment, `expiry-${environment.expiresAt}`, {
      title: `PostgreSQL environment ${environment.suffix} has expired and needs a decision`,
      description: `It expired at ${environment.expiresAt}. It was protected once, so it is not torn down by itself: tear it down on its page, or extend it. It goes on costing money.`,
      severity: 'high',
    });
  }

  /**
   * An expired environment is still there.
   *
   * @returns whether it could be sent
   */
  async notTornDown(environment: Environment): Promise<boolean> {
    return this.#send(environment, `expiry-failed-${environment.expiresAt}`, {
      title: `PostgreSQL environment ${environment.suffix} has expired and could not be torn down`,
      description: `It expired at ${environment.expiresAt} and is still there${
        environment.statusReason ? `: ${environment.statusReason}` : ''
      }. The task says why; tear it down by hand, or extend it. It goes on costing money.`,
      severity: 'high',
    });
  }

  async #send(
    environment: Environment,
    about: string,
    payload: {
      title: string;
      description: string;
      severity: Severity;
      link?: string;
    },
  ): Promise<boolean> {
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: environment.owner },
        payload: {
          link: `/catalog/default/system/${systemName(environment)}`,
          ...payload,
          topic: 'tap-environment',
          // A second one of the same scope replaces the first instead of standing beside it.
          scope: `tap:${environment.stackId}:${about}`,
        },
      });
      return true;
    } catch (error) {
      this.#logger.warn(
        `${environment.owner} could not be notified that '${payload.title}': ${error}`,
      );
      return false;
    }
  }
}
