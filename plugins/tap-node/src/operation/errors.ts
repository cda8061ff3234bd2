import { ConflictError, CustomErrorBase } from '@backstage/errors';
import { Finding, findingText } from '@tap/plugin-tap-common';

/**
 * An operation that started on AWS and failed. The message contains the first cause, the current state and the next
 * step.
 *
 * @public
 */
export class StackOperationError extends CustomErrorBase {
  name = 'StackOperationError' as const;

  /** @param findings - resources that a failed or cancelled creation leaves */
  constructor(message: string, readonly findings: Finding[] = []) {
    super(message);
  }
}

/**
 * An operation that was cancelled and has ended: a creation is deleted and leaves nothing, an update is rolled back. A cancelled
 * creation that leaves something is a {@link StackOperationError}.
 *
 * @public
 */
export class OperationCancelledError extends CustomErrorBase {
  name = 'OperationCancelledError' as const;
}

/**
 * An update that is rejected before anything is changed, because of what its change set would replace or remove.
 * Backstage serializes the properties of an error, including `findings`, into the body of the HTTP response.
 *
 * @public
 */
export class UpdateBlockedError extends ConflictError {
  constructor(suffix: string, readonly findings: Finding[]) {
    super(
      `'${suffix}' was not updated. Nothing was changed. ${findings
        .map(findingText)
        .join(' ')}`,
    );
  }
}

/**
 * A teardown that is rejected before anything is deleted. Backstage serializes the properties of an error, including
 * `findings`, into the body of the HTTP response.
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
