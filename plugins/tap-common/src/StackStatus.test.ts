import { StackStatus as AwsStackStatus } from '@aws-sdk/client-cloudformation';
import { StackStatus } from './StackStatus';

/** The operation and the true properties of each CloudFormation status. */
const TABLE: Record<AwsStackStatus, string> = {
  REVIEW_IN_PROGRESS: 'create isPlaceholder',
  CREATE_IN_PROGRESS: 'create isInProgress isStart',
  CREATE_COMPLETE: 'create canBeUpdated isComplete',
  CREATE_FAILED: 'create isFailedCreate',
  ROLLBACK_IN_PROGRESS: 'create isInProgress',
  ROLLBACK_COMPLETE: 'create isFailedCreate',
  ROLLBACK_FAILED: 'create isFailedCreate',
  UPDATE_IN_PROGRESS: 'update isInProgress isStart',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'update isInProgress',
  UPDATE_COMPLETE: 'update canBeUpdated isComplete',
  UPDATE_FAILED: 'update',
  UPDATE_ROLLBACK_IN_PROGRESS: 'update isInProgress',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'update isInProgress',
  UPDATE_ROLLBACK_COMPLETE: 'update canBeUpdated',
  UPDATE_ROLLBACK_FAILED: 'update',
  DELETE_IN_PROGRESS: 'delete isDeleting isInProgress isStart',
  DELETE_COMPLETE: 'delete isGone',
  DELETE_FAILED: 'delete isDeleteFailed',
  IMPORT_IN_PROGRESS: 'update isInProgress isStart',
  IMPORT_COMPLETE: 'update canBeUpdated isComplete',
  IMPORT_ROLLBACK_IN_PROGRESS: 'update isInProgress',
  IMPORT_ROLLBACK_COMPLETE: 'update canBeUpdated',
  IMPORT_ROLLBACK_FAILED: 'update',
};

const QUESTIONS = [
  'canBeUpdated',
  'isComplete',
  'isDeleteFailed',
  'isDeleting',
  'isFailedCreate',
  'isGone',
  'isInProgress',
  'isPlaceholder',
  'isStart',
] as const;

describe('StackStatus', () => {
  it('covers every CloudFormation status', () => {
    expect(Object.keys(TABLE).sort()).toEqual(
      Object.values(AwsStackStatus).sort(),
    );
  });

  it.each(Object.entries(TABLE))('%s: %s', (name, expected) => {
    const status = StackStatus.of(name);
    expect(
      [
        status.operation,
        ...QUESTIONS.filter(question => status[question]),
      ].join(' '),
    ).toBe(expected);
  });
});
