import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { StartedTask } from '@tap/plugin-tap-common';

/** A scaffolder task, as far as it matters here. */
export interface TemplateTask {
  id: string;
  status: string;
  /** What was filled in when it was created. */
  parameters: JsonObject;
  /** When its runner was last alive, ISO 8601 in UTC; undefined before one took it. */
  lastHeartbeatAt?: string;
}

/** Scaffolder tasks of TAP's templates. */
export interface TemplateTasks {
  /**
   * Creates a task.
   *
   * @param templateRef - entity ref of the template
   * @param values - its parameters
   * @param options - whose task it is
   * @throws InputError where the template refuses the values, NotAllowedError where the caller may not create
   * tasks, ServiceUnavailableError where the scaffolder does not know the template yet or cannot be asked
   */
  start(
    templateRef: string,
    values: JsonObject,
    options: { credentials: BackstageCredentials },
  ): Promise<StartedTask>;

  /**
   * All tasks that are waiting or running, with the portal's own credentials.
   *
   * @throws ServiceUnavailableError where the scaffolder cannot be asked
   */
  unfinished(): Promise<TemplateTask[]>;

  /**
   * When somebody cancelled a task, with the portal's own credentials. The scaffolder tells only a runner that is alive
   * of it.
   *
   * @returns ISO 8601; undefined where nobody has, or there is no such task
   * @throws ServiceUnavailableError where the scaffolder cannot be asked
   */
  cancelledAt(taskId: string): Promise<string | undefined>;

  /**
   * One task, with the portal's own credentials.
   *
   * @returns undefined where there is no such task
   * @throws ServiceUnavailableError where the scaffolder cannot be asked
   */
  get(taskId: string): Promise<TemplateTask | undefined>;
}
