import { Operation } from './Operation';
import { OperationCancelledError } from './errors';

/**
 * Call it right before the first call that changes something.
 *
 * @throws OperationCancelledError
 */
export function assertNotCancelled(operation: Operation): void {
  if (operation.signal.aborted) {
    throw new OperationCancelledError(
      `Cancelled before '${operation.ref.suffix}' was changed.`,
    );
  }
}
