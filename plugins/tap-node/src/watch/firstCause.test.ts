import { StackEvent } from '@aws-sdk/client-cloudformation';
import { firstCause } from './firstCause';

const STACK_ID =
  'arn:aws:cloudformation:us-east-1:000000000000:stack/TapStack-a/1';

function event(
  logicalId: string,
  status: string,
  reason?: string,
  { physicalId = logicalId, second = 0 } = {},
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
    Timestamp: new Date(second * 1000),
  };
}

describe('firstCause', () => {
  it('is the earliest failure, not a cancelled resource or the summary of the stack', () => {
    const events = [
      event('Key', 'CREATE_IN_PROGRESS'),
      event('Bucket', 'CREATE_FAILED', 'Resource creation cancelled'),
      event('Database', 'CREATE_IN_PROGRESS', undefined, { second: 2 }),
      event('Database', 'CREATE_FAILED', 'invalid value for parameter', {
        physicalId: 'db-1',
        second: 9,
      }),
      event('Bastion', 'CREATE_FAILED', 'AMI not found'),
      event(
        'TapStack-a',
        'CREATE_FAILED',
        'The following resource(s) failed to create: [Database].',
        { physicalId: STACK_ID },
      ),
    ];
    expect(firstCause(events)).toEqual({
      logicalId: 'Database',
      resourceType: 'AWS::Test::Thing',
      physicalId: 'db-1',
      reason: 'invalid value for parameter',
      seconds: 7,
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
