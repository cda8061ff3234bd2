import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { EnvironmentRequest, StartedTask } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { REQUEST_TEMPLATE, TemplateTasks } from '../tasks';
import { taskValues } from './taskValues';

/**
 * Checks that a request would be allowed, and starts a task for it in the caller's name.
 *
 * @param request - what is asked for
 * @param options - `credentials` are the caller's
 * @returns the task that deploys
 * @throws InputError, NotAllowedError or ConflictError where the request would be refused, and whatever
 * {@link TemplateTasks.start} throws; no task has been created then
 */
export async function startRequest(
  request: EnvironmentRequest,
  options: {
    environments: EnvironmentService;
    tasks: TemplateTasks;
    credentials: BackstageCredentials;
  },
): Promise<StartedTask> {
  const { environments, tasks, credentials } = options;
  await environments.authorize('deploy', request, { credentials });
  return tasks.start(REQUEST_TEMPLATE, taskValues(request), { credentials });
}
