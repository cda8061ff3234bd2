import { LoggerService } from '@backstage/backend-plugin-api';
import { Environment, StackAlarm } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { AlarmNoticeStore, NotifiedAlarm } from '../database';
import { OwnerNotifier } from '../notifications';

/** Options of {@link AlarmWatch}. */
export interface AlarmWatchOptions {
  environments: EnvironmentService;
  logger: LoggerService;
  notices: AlarmNoticeStore;
  notifier: OwnerNotifier;
  /** ID of this portal. Environments of other portals are ignored. */
  portal: string;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** How long after a start missing metrics are those of the stop. */
const STARTS_WITHIN_MS = 3_600_000;

/**
 * Notifies owners when an alarm of their environment goes to the state ALARM and when it is over, once each. Only alarms with
 * actions count: environments without on-call duty have alarms without actions. A stopped environment is left alone. What
 * fails is left to the next run.
 */
export class AlarmWatch {
  private readonly now: () => number;

  constructor(private readonly options: AlarmWatchOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Runs one pass over all targets at the same time, so that a target that does not respond does not delay the others. */
  async run(): Promise<void> {
    const { environments, logger } = this.options;
    await Promise.all(
      environments
        .targetNames()
        .map(target =>
          this.runTarget(target).catch(error =>
            logger.warn(
              `The alarms of target '${target}' could not be handled. The next pass tries again: ${error}`,
            ),
          ),
        ),
    );
  }

  private async runTarget(target: string): Promise<void> {
    const { environments, notices, portal } = this.options;
    const notified = await notices.list(target);
    const alarms = (await environments.inAlarm(target)).filter(
      ({ isNotified }) => isNotified,
    );
    if (alarms.length === 0 && notified.length === 0) {
      return;
    }
    const own = (await environments.listAll(target)).filter(
      environment => environment.portal === portal,
    );
    for (const environment of own.filter(
      ({ status }) => status !== 'stopped',
    )) {
      await this.compare(
        environment,
        alarms.filter(
          alarm =>
            alarm.stackName === environment.stackName &&
            !this.isOfStop(alarm, environment),
        ),
        notified.filter(({ stackId }) => stackId === environment.stackId),
      );
    }
    await this.forgetDeleted(own, notified);
  }

  /**
   * Whether an alarm has gone to ALARM while the database was stopped and had no metrics. It is over once the database
   * runs, or is notified an hour after the start.
   */
  private isOfStop({ since }: StackAlarm, { runState }: Environment): boolean {
    if (since === undefined || runState?.state !== 'started') {
      return false;
    }
    const startedAt = Date.parse(runState.since);
    return (
      Date.parse(since) < startedAt && this.now() - startedAt < STARTS_WITHIN_MS
    );
  }

  private async compare(
    environment: Environment,
    alarms: StackAlarm[],
    notified: NotifiedAlarm[],
  ): Promise<void> {
    const { notices, notifier } = this.options;
    const { stackId, target } = environment;
    for (const alarm of alarms) {
      const notice = { target, stackId, alarm: alarm.logicalId };
      if (await notices.add(notice)) {
        if (!(await notifier.alarmRaised(environment, alarm))) {
          await notices.remove(notice);
        }
      }
    }
    const current = new Set(alarms.map(({ logicalId }) => logicalId));
    for (const notice of notified) {
      if (!current.has(notice.alarm) && (await notices.remove(notice))) {
        if (!(await notifier.alarmOver(environment, notice.alarm))) {
          await notices.add(notice);
        }
      }
    }
  }

  /** An environment that has been torn down has no alarms that could be over. */
  private async forgetDeleted(
    existing: Environment[],
    notified: NotifiedAlarm[],
  ): Promise<void> {
    const { environments, notices } = this.options;
    const known = new Set(existing.map(({ stackId }) => stackId));
    for (const notice of notified.filter(each => !known.has(each.stackId))) {
      const environment = await environments.lookUp(
        notice.target,
        notice.stackId,
      );
      if (!environment || environment.status === 'deleted') {
        await notices.remove(notice);
      }
    }
  }
}
