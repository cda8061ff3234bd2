import { ConflictError, CustomErrorBase } from '@backstage/errors';
import { Finding, findingText } from '@tap/plugin-tap-common';

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

/**
 * A teardown that is rejected before anything is deleted. `findings` travels with the error: Backstage serializes the
 * properties of an error into the body of the HTTP answer.
 *
 * @public
 */
export class TeardownBlockedError extends ConflictError {
  constructor(suffix: string, readonly findings: Finding[]) {
    super(
      `'${suffix}' was not torn down. Nothing was deleted. ${findings
        .map(findingText)
        .join(' ')}`,
    );
  }
}
