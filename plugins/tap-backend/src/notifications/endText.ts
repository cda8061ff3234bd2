import { Environment, StackOperation } from '@tap/plugin-tap-common';

/**
 * Describes how an operation ended, by the final status of the stack.
 *
 * @param environment - the environment after the operation
 * @param operation - a creation can end in UPDATE_COMPLETE, if its retention needs an update, and in DELETE_COMPLETE or
 *   DELETE_FAILED if it failed or was cancelled
 */
export function endText(
  environment: Environment,
  operation: StackOperation,
): { title: string; severity: 'normal' | 'high' } {
  const name = `PostgreSQL environment ${environment.suffix}`;
  switch (environment.stackStatus) {
    case 'CREATE_COMPLETE':
      return { title: `${name} is ready`, severity: 'normal' };
    case 'UPDATE_COMPLETE':
      return {
        title: `${name} ${operation === 'create' ? 'is ready' : 'was updated'}`,
        severity: 'normal',
      };
    case 'UPDATE_ROLLBACK_COMPLETE':
      return {
        title: `${name} could not be updated and was rolled back`,
        severity: 'high',
      };
    case 'DELETE_COMPLETE':
      return operation === 'create'
        ? {
            title: `${name} could not be created, and its stack was deleted`,
            severity: 'high',
          }
        : { title: `${name} was torn down`, severity: 'normal' };
    case 'DELETE_FAILED':
      return {
        title:
          operation === 'create'
            ? `${name} could not be created, and parts of its stack remain`
            : `${name} could not be torn down completely`,
        severity: 'high',
      };
    default:
      return {
        title: `${name} has failed (${environment.stackStatus})`,
        severity: 'high',
      };
  }
}
