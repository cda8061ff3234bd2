import { ResourceStatus } from '@aws-sdk/client-cloudformation';
import { resourceState } from './resourceState';

describe('resourceState', () => {
  it('covers every CloudFormation status', () => {
    const states = Object.values(ResourceStatus).map(status => [
      status,
      resourceState(status),
    ]);
    expect(Object.fromEntries(states)).toEqual({
      CREATE_IN_PROGRESS: 'busy',
      CREATE_FAILED: 'failed',
      CREATE_COMPLETE: 'done',
      DELETE_IN_PROGRESS: 'busy',
      DELETE_FAILED: 'failed',
      DELETE_COMPLETE: 'done',
      DELETE_SKIPPED: 'done',
      UPDATE_IN_PROGRESS: 'busy',
      UPDATE_FAILED: 'failed',
      UPDATE_COMPLETE: 'done',
      IMPORT_FAILED: 'failed',
      IMPORT_COMPLETE: 'done',
      IMPORT_IN_PROGRESS: 'busy',
      IMPORT_ROLLBACK_IN_PROGRESS: 'busy',
      IMPORT_ROLLBACK_FAILED: 'failed',
      IMPORT_ROLLBACK_COMPLETE: 'done',
      EXPORT_IN_PROGRESS: 'busy',
      EXPORT_FAILED: 'failed',
      EXPORT_COMPLETE: 'done',
      EXPORT_ROLLBACK_IN_PROGRESS: 'busy',
      EXPORT_ROLLBACK_FAILED: 'failed',
      EXPORT_ROLLBACK_COMPLETE: 'done',
      UPDATE_ROLLBACK_IN_PROGRESS: 'busy',
      UPDATE_ROLLBACK_COMPLETE: 'done',
      UPDATE_ROLLBACK_FAILED: 'failed',
      ROLLBACK_IN_PROGRESS: 'busy',
      ROLLBACK_COMPLETE: 'done',
      ROLLBACK_FAILED: 'failed',
    });
  });
});
