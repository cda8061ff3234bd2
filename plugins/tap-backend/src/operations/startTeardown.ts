import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { StartedTask, TeardownRequest } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { TEARDOWN_TEMPLATE, TemplateTasks } from '../tasks';
import { taskValues } from './taskValues';

/**
 * Checks that a teardown would be allowed and that nothing blocks it, and starts a task for it in the caller's name. The task
 * checks again, right before anything is destroyed.
 *
 * @param request - what shall go
 * @param options - `credentials` are the caller's
 * @returns the task that tears down; nothing has been destroyed yet
 * @throws NotAllowedError or NotFoundError where the teardown would be refused, ConflictError naming all that blocks it, and
 * whatever {@link TemplateTasks.start} throws; no task has been created then
 */
export async function startTeardown(
  request: TeardownRequest,
  options: {
    environments: EnvironmentService;
    tasks: TemplateTasks;
    credentials: BackstageCredentials;
  },
): Promise<StartedTask> {
  const { environments, tasks, credentials } = options;
  await environments.checkTeardown(request, { credentials });
  return tasks.start(TEARDOWN_TEMPLATE, taskValues(request), { credentials });
}
