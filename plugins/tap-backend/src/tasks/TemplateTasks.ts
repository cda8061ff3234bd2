import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { StartedTask } from '@tap/plugin-tap-common';

/** The properties of a scaffolder task that TAP uses. */
export interface TemplateTask {
  id: string;
  status: string;
  /** The values that it was created with. */
  parameters: JsonObject;
  /** Last heartbeat of its runner, ISO 8601 in UTC; undefined before a runner starts it. */
  lastHeartbeatAt?: string;
}

/** Scaffolder tasks of TAP's templates. */
export interface TemplateTasks {
  /**
   * Creates a task.
   *
   * @param templateRef - entity ref of the template
   * @param values - its parameters
   * @param options - `credentials` of the user who owns the task
   * @throws InputError if the template rejects the values, NotAllowedError if the caller is not allowed to create tasks,
   * ServiceUnavailableError if the template is not in the catalog or the scaffolder does not respond
   */
  start(
    templateRef: string,
    values: JsonObject,
    options: { credentials: BackstageCredentials },
  ): Promise<StartedTask>;

  /**
   * Returns all tasks that are waiting or running, read with the plugin's own credentials.
   *
   * @throws ServiceUnavailableError if the scaffolder does not respond
   */
  unfinished(): Promise<TemplateTask[]>;

  /**
   * Returns when a task was cancelled, read with the plugin's own credentials. The scaffolder itself passes a cancellation
   * only to a live runner.
   *
   * @returns ISO 8601; undefined if the task was not cancelled or does not exist
   * @throws ServiceUnavailableError if the scaffolder does not respond
   */
  cancelledAt(taskId: string): Promise<string | undefined>;

  /**
   * Returns one task, read with the plugin's own credentials.
   *
   * @returns undefined if the task does not exist
   * @throws ServiceUnavailableError if the scaffolder does not respond
   */
  get(taskId: string): Promise<TemplateTask | undefined>;
}
