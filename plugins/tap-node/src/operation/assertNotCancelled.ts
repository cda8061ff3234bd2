import { Operation } from './Operation';
import { OperationCancelledError } from './errors';

/**
 * To be called right before the first call that changes something.
 *
 * @throws OperationCancelledError
 */
export function assertNotCancelled(operation: Operation): void {
  if (operation.signal.aborted) {
    throw new OperationCancelledError(
      `Cancelled before anything was done to '${operation.ref.suffix}'.`,
    );
  }
}
