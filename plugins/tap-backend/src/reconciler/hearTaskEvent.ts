import { SchedulerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { Reconciler } from './Reconciler';

/** On it the scaffolder tells of each task that has ended or was cancelled. */
export const SCAFFOLDER_TASKS_TOPIC = 'scaffolder.task';

/** ID of the scheduled passes of the reconciler. */
export const RECONCILER_TASK_ID = 'tap-reconciler';

/**
 * Takes what the scaffolder tells of a task: what a failed or cancelled one has left under way is settled at once, and
 * not only by the next pass.
 *
 * @param eventPayload - of {@link SCAFFOLDER_TASKS_TOPIC}
 */
export async function hearTaskEvent(
  eventPayload: unknown,
  options: { reconciler: Reconciler; scheduler: SchedulerService },
): Promise<void> {
  const { id, status } = eventPayload as { id?: string; status?: string };
  if (status === 'completed' || status === 'failed') {
    await options.reconciler.hearTask(String(id));
  }
  if (status === 'failed' || status === 'cancelled') {
    await wake(options);
  }
}

async function wake(options: {
  reconciler: Reconciler;
  scheduler: SchedulerService;
}): Promise<void> {
  try {
    await options.scheduler.triggerTask(RECONCILER_TASK_ID);
  } catch (error) {
    if (!isError(error) || error.name !== 'ConflictError') {
      throw error;
    }
    // A pass is under way: it may have passed by already, or have died with its replica, which holds the scheduled ones
    // up for a while. One more does no harm.
    await options.reconciler.run();
  }
}
