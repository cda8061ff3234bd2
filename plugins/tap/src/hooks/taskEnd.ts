import { ScaffolderApi } from '@backstage/plugin-scaffolder-react';

/**
 * Errors with which the scaffolder itself ends a task, before or after TAP's action ran: another back end rejects it
 * (for example because the requester's token is lost after a restart), or its worker was lost.
 */
const NOT_OF_THE_ACTION =
  /^Request failed with \d{3}\b|lost connection to the task|marked as stale/;

/** Timeout for reading the log of a task that has ended, in milliseconds. */
const PATIENCE_MS = 10_000;

/** How a task that did not succeed ended. */
export interface TaskEnd {
  /** The error of the task; absent if its log contains none or cannot be read. */
  error?: { name: string; message: string };
  /** Whether a user cancelled the task. */
  isCancelled: boolean;
}

/**
 * How a failed task ended. The task does not contain it, but its log does.
 *
 * @param scaffolderApi - the API of the scaffolder; call it only for a task that has ended, because the log of a
 *   running task does not end
 * @param taskId - ID of a task that has ended
 */
export function readTaskEnd(
  scaffolderApi: ScaffolderApi,
  taskId: string,
): Promise<TaskEnd> {
  return new Promise(resolve => {
    let isCancelled = false;
    const end = (error?: TaskEnd['error']) => resolve({ error, isCancelled });
    const subscription = scaffolderApi.streamLogs({ taskId }).subscribe({
      next: ({ type, body }) => {
        if (type === 'cancelled') {
          isCancelled = true;
        } else if (type === 'completion') {
          // The scaffolder's worker sets it, but its type does not contain it.
          end((body as { error?: TaskEnd['error'] }).error);
        }
      },
      error: () => end(),
      complete: () => end(),
    });
    // Has no effect if the log has already ended.
    setTimeout(() => {
      subscription.unsubscribe();
      end();
    }, PATIENCE_MS);
  });
}

/** Whether a task ended before its action: the operation continues without the task. */
export function isNotOfTheAction({ error }: TaskEnd): boolean {
  return error !== undefined && NOT_OF_THE_ACTION.test(error.message);
}
