import { Environment, StackOperation } from '@tap/plugin-tap-common';

/**
 * How an operation has ended, in words, by the status that the stack has come to rest in.
 *
 * @param environment - afterwards
 * @param end - `operation`: which one; a creation may come to rest in UPDATE_COMPLETE, after what its retention promises.
 *   `hasFailed`: a failed creation ends with the stack's deletion
 */
export function endText(
  environment: Environment,
  { operation, hasFailed }: { operation: StackOperation; hasFailed: boolean },
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
      return hasFailed
        ? {
            title: `${name} could not be created, and nothing is left of it`,
            severity: 'high',
          }
        : { title: `${name} is gone`, severity: 'normal' };
    case 'DELETE_FAILED':
      return {
        title: `${name} could not be torn down completely`,
        severity: 'high',
      };
    default:
      return {
        title: `${name} has failed (${environment.stackStatus})`,
        severity: 'high',
      };
  }
}
