import { StackStatus } from '@aws-sdk/client-cloudformation';
import { environmentStatus, isInProgress } from './status';

describe('environmentStatus', () => {
  it('knows every status that CloudFormation has', () => {
    const unknown = Object.values(StackStatus).filter(
      status =>
        environmentStatus(status) === 'failed' &&
        !status.includes('FAILED') &&
        status !== 'ROLLBACK_COMPLETE',
    );
    expect(unknown).toEqual([]);
  });

  it('takes what it does not know for a failure that somebody has to look at', () => {
    expect(environmentStatus('SOMETHING_NEW')).toBe('failed');
  });

  it('calls a stack in progress while CloudFormation works on it', () => {
    expect(isInProgress('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')).toBe(true);
    expect(isInProgress('CREATE_COMPLETE')).toBe(false);
  });
});
