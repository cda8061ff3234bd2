import { Environment, StackOperation } from '@tap/plugin-tap-common';

/**
 * How an operation has ended, in words, by the status of the stack at rest.
 *
 * @param environment - afterwards
 * @param operation - a creation can end in UPDATE_COMPLETE, after what its retention promises, and in DELETE_COMPLETE or
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
        title: `${name} ${
          operation === 'create' ? 'is ready' : 'has been changed'
        }`,
        severity: 'normal',
      };
    case 'UPDATE_ROLLBACK_COMPLETE':
      return {
        title: `${name} could not be changed and is as it was before`,
        severity: 'high',
      };
    case 'DELETE_COMPLETE':
      return operation === 'create'
        ? {
            title: `${name} was not created, and its stack is deleted`,
            severity: 'high',
          }
        : { title: `${name} is gone`, severity: 'normal' };
    case 'DELETE_FAILED':
      return {
        title:
          operation === 'create'
            ? `${name} was not created, and parts of its stack are left`
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
