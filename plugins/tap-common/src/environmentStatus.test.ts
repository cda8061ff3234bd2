import { StackStatus } from '@aws-sdk/client-cloudformation';
import { environmentStatus } from './environmentStatus';
import { StackStatus as Status } from './StackStatus';

describe('environmentStatus', () => {
  it('covers every CloudFormation status', () => {
    const unknown = Object.values(StackStatus).filter(
      status =>
        environmentStatus(status) === 'failed' &&
        !status.includes('FAILED') &&
        status !== 'ROLLBACK_COMPLETE',
    );
    expect(unknown).toEqual([]);
  });

  it('is available if and only if an update is possible', () => {
    const disagreeing = Object.values(StackStatus).filter(
      status =>
        (environmentStatus(status) === 'available') !==
        Status.of(status).canBeUpdated,
    );
    expect(disagreeing).toEqual([]);
  });

  it.each([
    ['ROLLBACK_IN_PROGRESS', 'rolling-back'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'rolling-back'],
    ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'rolling-back'],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'updating'],
    ['ROLLBACK_FAILED', 'failed'],
    ['UPDATE_ROLLBACK_FAILED', 'failed'],
    ['DELETE_IN_PROGRESS', 'deleting'],
    ['DELETE_FAILED', 'delete-failed'],
    ['DELETE_COMPLETE', 'deleted'],
  ])('%s: %s', (stackStatus, expected) => {
    expect(environmentStatus(stackStatus)).toBe(expected);
  });

  it('is failed for an unknown status, so that it is noticed', () => {
    expect(environmentStatus('SOMETHING_NEW')).toBe('failed');
  });
});
