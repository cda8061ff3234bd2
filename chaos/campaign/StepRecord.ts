import { StackState } from '../processes/SandboxProcess';
import { Step } from './planLifecycles';

/** A request, its outcome, and the outcome that the portal reported. */
export interface StepRecord {
  suffix: string;
  kind: Step['kind'];
  taskId?: string;
  /** `unknown` if the portal could not report the outcome, or its response was lost. */
  reported: 'done' | 'failed' | 'unknown';
  /** The message of the portal. */
  message: string;
  /** The stacks of that name before and after, newest first, including deleted ones. */
  before: StackState[];
  after: StackState[];
}

/** The token of an operation; tokens of its further steps have a suffix. */
const OPERATION_TOKEN = /^tap-(?:deploy|teardown|extend|transfer)-[0-9a-f-]+$/;

/** Tokens of operations that started between before and after. */
export function newOperations({ before, after }: StepRecord): string[] {
  const known = new Set(before.flatMap(({ tokens }) => tokens));
  return after
    .flatMap(({ tokens }) => tokens)
    .filter(token => OPERATION_TOKEN.test(token) && !known.has(token));
}

/** Stacks that were created between before and after. */
export function newStacks({ before, after }: StepRecord): StackState[] {
  return after.filter(({ id }) => before.every(stack => stack.id !== id));
}

/** Whether the request had an effect on a stack. */
export function hadEffect(record: StepRecord): boolean {
  return newOperations(record).length > 0 || newStacks(record).length > 0;
}

/** Whether the actual state is the requested one. */
export function isReached(record: StepRecord): boolean {
  const [before] = record.before;
  const [after] = record.after;
  const isSame = before?.id === after?.id;
  switch (record.kind) {
    case 'create':
      // Protection and final snapshot are enabled by an update after the creation.
      return (
        !isSame && /^(?:CREATE|UPDATE)_COMPLETE$/.test(after?.status ?? '')
      );
    case 'cancelledCreate':
      return !after || isSame || after.status === 'DELETE_COMPLETE';
    case 'teardown':
      return isSame && after?.status === 'DELETE_COMPLETE';
    default:
      return (
        isSame &&
        after?.status === 'UPDATE_COMPLETE' &&
        newOperations(record).length > 0
      );
  }
}

/**
 * Whether the task does not report the outcome of the operation, so that a notification is required: the task was
 * rejected when it was recovered, or failed although the operation succeeded.
 */
export function needsNotification(record: StepRecord): boolean {
  return (
    record.taskId !== undefined &&
    hadEffect(record) &&
    (record.reported === 'unknown' ||
      (record.reported === 'failed' &&
        isReached(record) &&
        record.kind !== 'cancelledCreate'))
  );
}
