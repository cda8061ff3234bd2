import { isError } from '@backstage/errors';
import { OperationOutcome } from '../environmentEvents';

/**
 * The outcome of an operation that an error ended.
 *
 * @returns undefined if the error does not say how the operation ended, for example because AWS could not be read
 * @public
 */
export function failureOutcome(error: unknown): OperationOutcome | undefined {
  const { message, name } = isError(error)
    ? error
    : { message: '', name: undefined };
  switch (name) {
    case 'StackOperationError':
      return { result: 'failed', message, kept: [] };
    case 'OperationCancelledError':
      return { result: 'cancelled', message, kept: [] };
    default:
      return undefined;
  }
}
