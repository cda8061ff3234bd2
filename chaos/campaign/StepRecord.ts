import { TrueStack } from '../processes/SandboxProcess';
import { Step } from './planLifecycles';

/** One request, what came of it, and what the portal said of it. */
export interface StepRecord {
  suffix: string;
  kind: Step['kind'];
  taskId?: string;
  /** `unknown` where the portal said that it could not tell, or its answer was lost. */
  said: 'done' | 'failed' | 'unknown';
  /** The words that it said it with. */
  words: string;
  /** The stacks of that name before and after, newest first, deleted ones included. */
  before: TrueStack[];
  after: TrueStack[];
}

/** A token that the portal gives to one operation; those of its further steps end in a word. */
const OPERATION_TOKEN = /^tap-(?:deploy|teardown|extend|transfer)-[0-9a-f-]+$/;

/** Tokens of operations that have begun between before and after. */
export function newOperations({ before, after }: StepRecord): string[] {
  const known = new Set(before.flatMap(({ tokens }) => tokens));
  return after
    .flatMap(({ tokens }) => tokens)
    .filter(token => OPERATION_TOKEN.test(token) && !known.has(token));
}

/** Stacks that have come into being between before and after. */
export function newStacks({ before, after }: StepRecord): TrueStack[] {
  return after.filter(({ id }) => before.every(stack => stack.id !== id));
}

/** Whether the request has had any effect on a stack. */
export function hadEffect(record: StepRecord): boolean {
  return newOperations(record).length > 0 || newStacks(record).length > 0;
}

/** Whether what the request wanted is what really is. */
export function isReached(record: StepRecord): boolean {
  const [before] = record.before;
  const [after] = record.after;
  const isSame = before?.id === after?.id;
  switch (record.kind) {
    case 'create':
      // What is protected, or promises a final snapshot, is updated once after its creation.
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
 * Whether the task's own words leave open how the operation has ended, so that a notification has to tell: the task was
 * refused when it was recovered, or failed although what it was for has happened.
 */
export function needsNotification(record: StepRecord): boolean {
  return (
    record.taskId !== undefined &&
    hadEffect(record) &&
    (record.said === 'unknown' ||
      (record.said === 'failed' &&
        isReached(record) &&
        record.kind !== 'cancelledCreate'))
  );
}
