import { CustomErrorBase } from '@backstage/errors';

/**
 * An operation that AWS began and could not finish. The message tells the first cause, what state things are in and
 * what to do next.
 *
 * @public
 */
export class StackOperationError extends CustomErrorBase {
  name = 'StackOperationError' as const;
}

/**
 * An operation that was cancelled, and has settled: a create is gone, an update is rolled back.
 *
 * @public
 */
export class OperationCancelledError extends CustomErrorBase {
  name = 'OperationCancelledError' as const;
}
