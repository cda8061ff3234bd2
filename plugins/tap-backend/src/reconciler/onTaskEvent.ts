import { SchedulerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { Reconciler } from './Reconciler';

/** Topic on which the scaffolder publishes that a task has ended or was cancelled. */
export const SCAFFOLDER_TASKS_TOPIC = 'scaffolder.task';

/** ID of the scheduled task that runs the reconciler. */
export const RECONCILER_TASK_ID = 'tap-reconciler';

/**
 * Handles an event of the scaffolder: if a task failed or was cancelled, the reconciler runs at once instead of with the
 * next scheduled pass.
 *
 * @param eventPayload - of {@link SCAFFOLDER_TASKS_TOPIC}
 */
export async function onTaskEvent(
  eventPayload: unknown,
  options: { reconciler: Reconciler; scheduler: SchedulerService },
): Promise<void> {
  const { id, status } = eventPayload as { id?: string; status?: string };
  if (status === 'completed' || status === 'failed') {
    await options.reconciler.onTaskEnd(String(id));
  }
  if (status === 'failed' || status === 'cancelled') {
    await triggerPass(options);
  }
}

async function triggerPass(options: {
  reconciler: Reconciler;
  scheduler: SchedulerService;
}): Promise<void> {
  try {
    await options.scheduler.triggerTask(RECONCILER_TASK_ID);
  } catch (error) {
    if (!isError(error) || error.name !== 'ConflictError') {
      throw error;
    }
    // A scheduled pass is running. It may have passed this environment, or its replica may have died, which blocks scheduled
    // passes for a while. An additional pass is safe.
    await options.reconciler.run();
  }
}
