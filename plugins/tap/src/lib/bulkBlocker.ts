import { Environment, StackStatus } from '@tap/plugin-tap-common';

/** Why an environment is not changed with the others of a selection, in a sentence; undefined if it is. */
export function bulkBlocker(
  environment: Environment,
  operation: 'extend' | 'teardown',
): string | undefined {
  const { retention, stackStatus, status, wasRetained } = environment;
  if (StackStatus.of(stackStatus).isInProgress) {
    return 'Skipped: an operation is in progress.';
  }
  if (retention === 'retain') {
    return operation === 'extend'
      ? 'Skipped: a protected environment does not expire.'
      : 'Skipped: the environment is protected. Change its retention first.';
  }
  if (operation === 'extend') {
    return status === 'available' || status === 'stopped'
      ? undefined
      : 'Skipped: the environment is not available.';
  }
  return wasRetained
    ? 'Skipped: the environment was protected before. Tear it down on its page.'
    : undefined;
}
