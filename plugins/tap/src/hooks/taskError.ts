import { ScaffolderApi } from '@backstage/plugin-scaffolder-react';

/**
 * What the scaffolder itself ends a task with, before or after TAP's action has run: it is refused by another back end
 * (the requester's token is gone, for example after a restart), or its worker was lost.
 */
const NOT_OF_THE_ACTION =
  /^Request failed with \d{3}\b|lost connection to the task|marked as stale/;

/** Milliseconds for the log of a task that has ended. */
const PATIENCE_MS = 10_000;

/**
 * The error that a failed task has ended with. The task itself does not tell it, its log does.
 *
 * @param scaffolderApi - whose log ends with the task: not to be asked while a task runs
 * @param taskId - of a task that has ended
 * @returns the error's words, or undefined where the log tells none or cannot be read
 */
export function readTaskError(
  scaffolderApi: ScaffolderApi,
  taskId: string,
): Promise<string | undefined> {
  return new Promise(resolve => {
    const subscription = scaffolderApi.streamLogs({ taskId }).subscribe({
      next: ({ type, body }) => {
        if (type === 'completion') {
          // The scaffolder's worker puts it there, its type leaves it out.
          resolve((body as { error?: { message?: string } }).error?.message);
        }
      },
      error: () => resolve(undefined),
      complete: () => resolve(undefined),
    });
    // Changes nothing where the log has ended by then.
    setTimeout(() => {
      subscription.unsubscribe();
      resolve(undefined);
    }, PATIENCE_MS);
  });
}

/** Whether a task has ended without its action having ended: what the action began goes on without it. */
export function isNotOfTheAction(taskError: string | undefined): boolean {
  return taskError !== undefined && NOT_OF_THE_ACTION.test(taskError);
}
