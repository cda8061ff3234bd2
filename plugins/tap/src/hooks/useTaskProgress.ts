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
import { isNotOfTheAction, readTaskEnd, TaskEnd } from './taskEnd';
import { targetOf } from './useOptions';
import { Polled, usePolling } from './usePolling';
import { POLL_INTERVAL_MS } from './useProgress';

/** The environment and the progress of a task that creates or tears down an environment. */
export interface TaskProgress {
  suffix: string;
  target: string;
  kind: 'create' | 'change' | 'teardown';
  taskStatus: string;
  /** How the task ended; undefined while it runs and if it succeeded. */
  end?: TaskEnd;
  /** The values that the task was created with. */
  parameters: Record<string, unknown>;
  progress: EnvironmentProgress;
  /** Entity ref of the environment's System. */
  entityRef: string;
  /** Whether the catalog contains the System, so that its page exists. */
  inCatalog: boolean;
  /**
   * Why the task can no longer follow its operation, as reported by the scaffolder: the task ended before the
   * operation. Undefined while it follows, or if it ended with the operation.
   */
  detachedReason?: string;
}

const NOTHING: EnvironmentProgress = { done: 0, total: 0, events: [] };

/**
 * Follows the environment of a task until the task has ended and the catalog reflects the result. Polls, because the
 * task page already uses several event streams.
 *
 * @param taskId - of the scaffolder task
 */
export function useTaskProgress(taskId: string): Polled<TaskProgress> {
  const scaffolderApi = useApi(scaffolderApiRef);
  const catalogApi = useApi(catalogApiRef);
  const tapApi = useApi(tapApiRef);
  /** Collected, because the back end returns only the newest events, and none of a deleted stack. */
  const collected = useRef<EnvironmentProgress>(NOTHING);
  /** Read once, because a task that has ended does not change. */
  const taskEnd = useRef<Promise<TaskEnd>>();

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
    // Without an operation in progress, the events are those of the last operation, which belong to this task only if
    // it has already run its operation.
    const isOfThisTask =
      progress.operation !== undefined ||
      (kind !== 'teardown' &&
        hasEnded(task.status) &&
        progress.events.length > 0);
    if (isOfThisTask) {
      collected.current = merge(collected.current, progress);
    }
    const { done, total, events } = collected.current;
    if (task.status === 'failed' || task.status === 'cancelled') {
      taskEnd.current ??= readTaskEnd(scaffolderApi, taskId);
    } else {
      // The task can be retried.
      taskEnd.current = undefined;
    }
    const end = await taskEnd.current;
    const detachedReason =
      end && isNotOfTheAction(end) && hasBegun(task, kind, progress, events)
        ? end.error?.message
        : undefined;
    return {
      ...ref,
      kind,
      taskStatus: task.status,
      end,
      parameters: task.spec.parameters,
      progress: {
        ...progress,
        // The last response can precede the last events, and a deleted stack has no events.
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

/** Operation of a task: an update if the environment existed before it. */
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
 * Whether the operation of a task has started: it is in progress, or it has changed the environment.
 *
 * @param events - events of this task
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

/** Whether the progress is final: the task has ended and the catalog matches the stack. */
function isSettled(task: TaskProgress): boolean {
  const exists = task.progress.environment !== undefined;
  return (
    hasEnded(task.taskStatus) &&
    task.progress.operation === undefined &&
    task.inCatalog === exists
  );
}

/** Whether a scaffolder task has ended. */
export function hasEnded(taskStatus: string): boolean {
  return ['completed', 'failed', 'cancelled'].includes(taskStatus);
}

function merge(
  known: EnvironmentProgress,
  news: EnvironmentProgress,
): EnvironmentProgress {
  const events = new Map(
    [...known.events, ...news.events].map(event => [event.eventId, event]),
  );
  // A deployment can end with a second, smaller operation, which must not replace the total of the first one.
  const { done, total } = news.total >= known.total ? news : known;
  return { ...news, done, total, events: [...events.values()] };
}
