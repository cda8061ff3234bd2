import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  scaffolderApiRef,
  ScaffolderTask,
} from '@backstage/plugin-scaffolder-react';
import {
  EnvironmentProgress,
  systemRef,
  TEARDOWN_TEMPLATE,
} from '@tap/plugin-tap-common';
import { useCallback, useRef } from 'react';
import { tapApiRef } from '../api';
import { isNotOfTheAction, readTaskError } from './taskError';
import { targetOf } from './useOptions';
import { Polled, usePolling } from './usePolling';
import { POLL_INTERVAL_MS } from './useProgress';

/** What a task that makes or tears down an environment is about, and how far it is. */
export interface TaskProgress {
  suffix: string;
  target: string;
  kind: 'create' | 'change' | 'teardown';
  taskStatus: string;
  progress: EnvironmentProgress;
  /** Entity ref of the environment's System. */
  entityRef: string;
  /** Whether the catalog has the System now, so that a link to its page leads somewhere. */
  inCatalog: boolean;
  /**
   * Why the task can no longer watch what it has begun, in the scaffolder's words: it has ended before the operation
   * did. Undefined where it watches, or where it has ended as the operation has.
   */
  detachedReason?: string;
}

const NOTHING: EnvironmentProgress = { done: 0, total: 0, events: [] };

/**
 * Follows a task's environment until the task has ended and the catalog agrees with it. The task page holds
 * several event streams already, so this polls and opens none.
 *
 * @param taskId - of the scaffolder task
 */
export function useTaskProgress(taskId: string): Polled<TaskProgress> {
  const scaffolderApi = useApi(scaffolderApiRef);
  const catalogApi = useApi(catalogApiRef);
  const tapApi = useApi(tapApiRef);
  /** Collected, because the back end tells only the newest events, and none of a stack that is gone. */
  const told = useRef<EnvironmentProgress>(NOTHING);
  /** Read once, since a task that has ended says nothing more. */
  const taskError = useRef<Promise<string | undefined>>();

  const read = useCallback(async (): Promise<TaskProgress> => {
    const [task, options] = await Promise.all([
      scaffolderApi.getTask(taskId),
      tapApi.getOptions(),
    ]);
    const { suffix, target: chosen } = task.spec.parameters as {
      suffix: string;
      target?: string;
    };
    const target = targetOf(options, chosen);
    const ref = { suffix, target: target?.name ?? chosen ?? '' };
    const entityRef = systemRef({
      ...ref,
      isDefaultTarget: target?.isDefault ?? true,
    });
    const [progress, entity] = await Promise.all([
      tapApi.getProgress(ref),
      catalogApi.getEntityByRef(entityRef),
    ]);
    const kind = kindOf(task, progress);
    // While nothing is under way, an environment tells the events of its last operation: those are this task's
    // only where it has done its work already.
    const isOfThisTask =
      progress.operation !== undefined ||
      (kind !== 'teardown' &&
        hasEnded(task.status) &&
        progress.events.length > 0);
    if (isOfThisTask) {
      told.current = merge(told.current, progress);
    }
    const { done, total, events } = told.current;
    if (task.status === 'failed') {
      taskError.current ??= readTaskError(scaffolderApi, taskId);
    } else {
      // It may be run again.
      taskError.current = undefined;
    }
    const error = await taskError.current;
    const detachedReason =
      isNotOfTheAction(error) && hasBegun(task, kind, progress, events)
        ? error
        : undefined;
    return {
      ...ref,
      kind,
      taskStatus: task.status,
      progress: {
        ...progress,
        // The last answer may have come before the last events, and there is none once a stack is gone.
        done: task.status === 'completed' ? total : done,
        total,
        events,
      },
      entityRef,
      inCatalog: entity !== undefined,
      detachedReason,
    };
  }, [catalogApi, scaffolderApi, tapApi, taskId]);

  return usePolling(read, { intervalMs: POLL_INTERVAL_MS, isSettled });
}

/** What a task does: it changes what was there before it. */
function kindOf(
  task: ScaffolderTask,
  { environment }: EnvironmentProgress,
): TaskProgress['kind'] {
  if (task.spec.templateInfo?.entityRef === TEARDOWN_TEMPLATE) {
    return 'teardown';
  }
  return environment &&
    Date.parse(environment.createdAt) < Date.parse(task.createdAt)
    ? 'change'
    : 'create';
}

/**
 * Whether a task's operation has begun: it is under way, or something has come of it since.
 *
 * @param events - told of this task
 */
function hasBegun(
  task: ScaffolderTask,
  kind: TaskProgress['kind'],
  progress: EnvironmentProgress,
  events: EnvironmentProgress['events'],
): boolean {
  const since = Date.parse(task.createdAt);
  return (
    progress.operation !== undefined ||
    (kind === 'teardown' && !progress.environment) ||
    [...events, ...progress.events].some(
      ({ timestamp }) => Date.parse(timestamp) >= since,
    )
  );
}

/** Whether nothing more will happen: the task has ended and the catalog shows what the stack says. */
function isSettled(task: TaskProgress): boolean {
  const exists = task.progress.environment !== undefined;
  return (
    hasEnded(task.taskStatus) &&
    task.progress.operation === undefined &&
    task.inCatalog === exists
  );
}

/** Whether a scaffolder task does nothing any more. */
export function hasEnded(taskStatus: string): boolean {
  return ['completed', 'failed', 'cancelled'].includes(taskStatus);
}

function merge(
  told: EnvironmentProgress,
  news: EnvironmentProgress,
): EnvironmentProgress {
  const events = new Map(
    [...told.events, ...news.events].map(event => [event.eventId, event]),
  );
  // A deployment may end with a second, small operation, which must not make the first look small.
  const { done, total } = news.total >= told.total ? news : told;
  return { ...news, done, total, events: [...events.values()] };
}
