import { hasEnded, TaskProgress } from '../hooks/useTaskProgress';

/**
 * Phase of an operation:
 *
 * - `waiting`: CloudFormation has not started
 * - `undoing`: CloudFormation deletes or rolls back what the operation did
 * - `detached`: the task ended before the operation
 */
export type OperationPhase =
  | 'waiting'
  | 'running'
  | 'undoing'
  | 'detached'
  | 'succeeded'
  | 'cancelled'
  | 'failed';

/** The phase of the operation of a task. */
export function operationPhase(task: TaskProgress): OperationPhase {
  if (task.taskStatus === 'completed') {
    return 'succeeded';
  }
  if (task.detachedReason !== undefined) {
    return 'detached';
  }
  if (hasEnded(task.taskStatus)) {
    return task.end?.isCancelled || isCancellation(task)
      ? 'cancelled'
      : 'failed';
  }
  const status = task.progress.environment?.status;
  if (
    task.kind !== 'teardown' &&
    (status === 'deleting' || status === 'rolling-back')
  ) {
    return 'undoing';
  }
  return task.progress.operation ? 'running' : 'waiting';
}

/** Whether a cancelled creation has left nothing: the back end has verified it. */
export function leavesNothing(task: TaskProgress): boolean {
  return (
    task.kind === 'create' &&
    task.progress.environment === undefined &&
    isCancellation(task)
  );
}

/** The error of the back end for an operation that was cancelled and undone completely. */
function isCancellation({ end }: TaskProgress): boolean {
  return end?.error?.name === 'OperationCancelledError';
}

const DOING = {
  create: 'Creating',
  change: 'Changing',
  teardown: 'Tearing down',
} as const;

const DONE = {
  create: 'is ready',
  change: 'is changed',
  teardown: 'is torn down',
} as const;

/** Title of the page of an operation, for example `Creating orders-dev`. */
export function operationTitle(task: TaskProgress): string {
  const doing = `${DOING[task.kind]} ${task.suffix}`;
  switch (operationPhase(task)) {
    case 'succeeded':
      return `${task.suffix} ${DONE[task.kind]}`;
    case 'cancelled':
      return `${doing} was cancelled`;
    case 'failed':
      return `${doing} failed`;
    default:
      return doing;
  }
}
