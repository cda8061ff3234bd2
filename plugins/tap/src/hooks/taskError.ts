import { ScaffolderApi } from '@backstage/plugin-scaffolder-react';

/**
 * Errors with which the scaffolder itself ends a task, before or after TAP's action ran: another back end rejects it
 * (for example because the requester's token is lost after a restart), or its worker was lost.
 */
const NOT_OF_THE_ACTION =
  /^Request failed with \d{3}\b|lost connection to the task|marked as stale/;

/** Timeout for reading the log of a task that has ended, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * The error of a failed task. The task does not contain it, but its log does.
 *
 * @param scaffolderApi - the API of the scaffolder; call it only for a task that has ended, because the log of a
 *   running task does not end
 * @param taskId - ID of a task that has ended
 * @returns the error message, or undefined if the log contains none or cannot be read
 */
export function readTaskError(
  scaffolderApi: ScaffolderApi,
  taskId: string,
): Promise<string | undefined> {
  return new Promise(resolve => {
    const subscription = scaffolderApi.streamLogs({ taskId }).subscribe({
      next: ({ type, body }) => {
        if (type === 'completion') {
          // The scaffolder's worker sets it, but its type does not contain it.
          resolve((body as { error?: { message?: string } }).error?.message);
        }
      },
      error: () => resolve(undefined),
      complete: () => resolve(undefined),
    });
    // Has no effect if the log has already ended.
    setTimeout(() => {
      subscription.unsubscribe();
      resolve(undefined);
    }, PATIENCE_MS);
  });
}

/** Whether a task ended before its action: the operation continues without the task. */
export function isNotOfTheAction(taskError: string | undefined): boolean {
  return taskError !== undefined && NOT_OF_THE_ACTION.test(taskError);
}
