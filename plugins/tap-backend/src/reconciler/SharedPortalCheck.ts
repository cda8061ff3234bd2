import { LoggerService } from '@backstage/backend-plugin-api';
import { Environment } from '@tap/plugin-tap-common';
import { TemplateTasks } from '../tasks';

/** Options of the {@link SharedPortalCheck}. */
export interface SharedPortalCheckOptions {
  logger: LoggerService;
  /** ID of this portal. */
  portal: string;
  tasks: Pick<TemplateTasks, 'get'>;
}

/**
 * Logs a warning, once per process, if another Backstage uses the same `tap.portal`. Replicas share the database of the
 * scaffolder, so an operation of a task that is not in it was started elsewhere, or before the database was replaced.
 */
export class SharedPortalCheck {
  private isReported = false;

  constructor(private readonly options: SharedPortalCheckOptions) {}

  /**
   * Checks the task of an environment.
   *
   * @param environment - of this portal, with an operation in progress that no task of this Backstage watches
   * @throws ServiceUnavailableError if the scaffolder does not respond
   */
  async check({ lastTaskId, suffix, target }: Environment): Promise<void> {
    const { logger, portal, tasks } = this.options;
    if (this.isReported || !lastTaskId || (await tasks.get(lastTaskId))) {
      return;
    }
    this.isReported = true;
    logger.warn(
      `Environment '${suffix}' on target '${target}' is in progress, and its task ${lastTaskId} is not in this Backstage. If another Backstage uses tap.portal '${portal}' in this account, each of them changes, expires and tears down the environments of the other: set another tap.portal in app-config of one of them. If the database of this Backstage was replaced, ignore this message.`,
    );
  }
}
