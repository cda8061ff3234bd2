import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  AlarmState,
  Environment,
  operationTime,
  RETENTION_TEXTS,
} from '@tap/plugin-tap-common';
import { endText, OperationEnd } from './endText';

type Severity = 'critical' | 'high' | 'normal' | 'low';

/** Notifies the owners of environments of the results of operations, of expiries, of transfers and of alarms. */
export class OwnerNotifier {
  private readonly notifications: NotificationService;
  private readonly logger: LoggerService;

  constructor(options: {
    notifications: NotificationService;
    logger: LoggerService;
  }) {
    this.notifications = options.notifications;
    this.logger = options.logger;
  }

  /**
   * Notifies of the end of an operation. A transfer is reported to the previous owner too.
   *
   * @returns whether the notification was sent
   */
  async ended(environment: Environment, end: OperationEnd): Promise<boolean> {
    const { previousOwner } = end;
    return this.send(
      environment,
      `end-${environment.stackStatus}-${operationTime(environment)}`,
      endText(environment, end),
      previousOwner === undefined ? [] : [previousOwner],
    );
  }

  /**
   * Notifies that an environment is about to expire.
   *
   * @param hours - time left, rounded
   * @returns whether the notification was sent
   */
  async expiring(environment: Environment, hours: number): Promise<boolean> {
    const { lost } = RETENTION_TEXTS[environment.retention];
    const description = environment.wasRetained
      ? `It expires at ${utcTime(
          environment.expiresAt,
        )}. It was protected before, so it is not torn down automatically. Extend it or tear it down on its page.`
      : `It is torn down at ${utcTime(
          environment.expiresAt,
        )}. ${lost} If you still need it, extend it on its page.`;
    return this.send(environment, `expiry-${environment.expiresAt}`, {
      title: `PostgreSQL environment ${environment.suffix} expires in ${
        hours === 1 ? '1 hour' : `${hours} hours`
      }`,
      description,
      severity: 'high',
    });
  }

  /**
   * Notifies that the teardown of an expired environment has started.
   *
   * @param taskId - ID of the teardown task
   * @returns whether the notification was sent
   */
  async expired(environment: Environment, taskId: string): Promise<boolean> {
    return this.send(environment, `expiry-${environment.expiresAt}`, {
      title: `PostgreSQL environment ${environment.suffix} has expired and is being torn down`,
      description: `It expired at ${utcTime(environment.expiresAt)}.`,
      severity: 'normal',
      link: `${pageOf(environment)}/progress/${encodeURIComponent(taskId)}`,
    });
  }

  /**
   * Notifies that an expired environment was protected before, so its owner has to extend it or tear it down.
   *
   * @returns whether the notification was sent
   */
  async decisionNeeded(environment: Environment): Promise<boolean> {
    return this.send(environment, `expiry-${environment.expiresAt}`, {
      title: `PostgreSQL environment ${environment.suffix} has expired and needs your decision`,
      description: `It expired at ${utcTime(
        environment.expiresAt,
      )}. It was protected before, so it is not torn down automatically. Extend it or tear it down on its page. Until then it incurs costs.`,
      severity: 'high',
    });
  }

  /**
   * Notifies that the teardown of an expired environment has failed.
   *
   * @returns whether the notification was sent
   */
  async teardownFailed(environment: Environment): Promise<boolean> {
    return this.send(environment, `expiry-failed-${environment.expiresAt}`, {
      title: `PostgreSQL environment ${environment.suffix} has expired and could not be torn down`,
      description: `It expired at ${utcTime(
        environment.expiresAt,
      )} and still exists${
        environment.statusReason ? `: ${environment.statusReason}` : ''
      }. The log of the teardown task has the error. Tear it down or extend it on its page. Until then it incurs costs.`,
      severity: 'high',
    });
  }

  /**
   * Notifies that an alarm has gone to the state ALARM.
   *
   * @returns whether the notification was sent
   */
  async alarmRaised(
    environment: Environment,
    alarm: AlarmState,
  ): Promise<boolean> {
    return this.send(environment, `alarm-${alarm.logicalId}`, {
      title: `Alarm for PostgreSQL environment ${environment.suffix}: ${alarm.logicalId}`,
      description: [alarm.description, alarm.reason].filter(Boolean).join(' '),
      severity: 'high',
    });
  }

  /**
   * Notifies that an alarm is no longer in the state ALARM. Replaces the notification of the alarm.
   *
   * @param logicalId - of the alarm
   * @returns whether the notification was sent
   */
  async alarmOver(
    environment: Environment,
    logicalId: string,
  ): Promise<boolean> {
    return this.send(environment, `alarm-${logicalId}`, {
      title: `The alarm for PostgreSQL environment ${environment.suffix} is over: ${logicalId}`,
      description: 'The alarm is no longer in the state ALARM.',
      severity: 'normal',
    });
  }

  /**
   * Notifies that the database of a stopped environment was running, and that the portal has stopped it again.
   *
   * @param at - when it was stopped again
   * @returns whether the notification was sent
   */
  async stoppedAgain(environment: Environment, at: Date): Promise<boolean> {
    return this.send(environment, `stopped-${at.toISOString()}`, {
      title: `PostgreSQL environment ${environment.suffix} was running and is being stopped again`,
      description:
        'Amazon RDS starts a database that has been stopped for seven days. The portal stops it again until you start the environment on its page. If you do not need it anymore, tear it down.',
      severity: 'normal',
    });
  }

  private async send(
    environment: Environment,
    about: string,
    payload: {
      title: string;
      description: string;
      severity: Severity;
      link?: string;
    },
    otherRecipients: string[] = [],
  ): Promise<boolean> {
    try {
      await this.notifications.send({
        recipients: {
          type: 'entity',
          entityRef: [environment.owner, ...otherRecipients],
        },
        payload: {
          link: pageOf(environment),
          ...payload,
          topic: 'tap-environment',
          // A later notification with the same scope replaces this one.
          scope: `tap:${environment.stackId}:${about}`,
        },
      });
      return true;
    } catch (error) {
      this.logger.warn(
        `The notification '${payload.title}' could not be sent to ${environment.owner}: ${error}`,
      );
      return false;
    }
  }
}

/** The page of the plugin tap; after a teardown it is the receipt. */
function pageOf({ suffix, target }: Environment): string {
  return `/environments/${target}/${suffix}`;
}

/**
 * A time for readers, such as `2026-11-30 12:00 UTC`: a notification has one text for readers in all time zones.
 *
 * @param iso - ISO 8601 and UTC
 */
function utcTime(iso: string | undefined): string {
  return `${iso?.slice(0, 16).replace('T', ' ')} UTC`;
}
