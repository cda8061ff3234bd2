import { StackEvent } from '@aws-sdk/client-cloudformation';
import { firstCause } from './firstCause';

const STACK_ID =
  'arn:aws:cloudformation:us-east-1:000000000000:stack/TapStack-a/1';

function event(
  logicalId: string,
  status: string,
  reason?: string,
  physicalId = logicalId,
): StackEvent {
  return {
    StackId: STACK_ID,
    EventId: `${logicalId}-${status}`,
    StackName: 'TapStack-a',
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: 'AWS::Test::Thing',
    ResourceStatus: status as StackEvent['ResourceStatus'],
    ResourceStatusReason: reason,
    Timestamp: new Date(0),
  };
}

describe('firstCause', () => {
  it('is the earliest failure, not a cancelled resource or the summary of the stack', () => {
    const events = [
      event('Key', 'CREATE_IN_PROGRESS'),
      event('Bucket', 'CREATE_FAILED', 'Resource creation cancelled'),
      event('Database', 'CREATE_FAILED', 'invalid value for parameter'),
      event('Bastion', 'CREATE_FAILED', 'AMI not found'),
      event(
        'TapStack-a',
        'CREATE_FAILED',
        'The following resource(s) failed to create: [Database].',
        STACK_ID,
      ),
    ];
    expect(firstCause(events)).toEqual({
      logicalId: 'Database',
      resourceType: 'AWS::Test::Thing',
      reason: 'invalid value for parameter',
    });
  });

  it('is undefined if no resource failed with its own cause', () => {
    expect(
      firstCause([
        event('Bucket', 'UPDATE_FAILED', 'Resource update cancelled'),
        event('Bucket', 'UPDATE_COMPLETE'),
      ]),
    ).toBeUndefined();
  });

  it('states that AWS gave no reason', () => {
    expect(firstCause([event('Key', 'DELETE_FAILED')])?.reason).toMatch(
      /no reason/,
    );
  });
});
