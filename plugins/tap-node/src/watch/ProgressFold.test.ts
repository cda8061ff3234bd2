import { StackEvent } from '@aws-sdk/client-cloudformation';
import { ProgressFold } from './ProgressFold';

const STACK_ID =
  'arn:aws:cloudformation:us-east-1:000000000000:stack/TapStack-a/1';
let events = 0;

function event(logicalId: string, status: string, seconds: number): StackEvent {
  events += 1;
  return {
    StackId: STACK_ID,
    EventId: `event-${events}`,
    StackName: 'TapStack-a',
    LogicalResourceId: logicalId,
    PhysicalResourceId: logicalId === 'TapStack-a' ? STACK_ID : '',
    ResourceType: 'AWS::Test::Thing',
    ResourceStatus: status as StackEvent['ResourceStatus'],
    Timestamp: new Date(Date.UTC(2026, 0, 1) + seconds * 1000),
  };
}

describe('ProgressFold', () => {
  it('counts each resource once, and does not count the stack itself', () => {
    const fold = new ProgressFold(3);
    const progress = fold.add([
      event('TapStack-a', 'CREATE_IN_PROGRESS', 0),
      event('Key', 'CREATE_IN_PROGRESS', 1),
      event('Key', 'CREATE_IN_PROGRESS', 2),
      event('Key', 'CREATE_COMPLETE', 5),
      event('Bucket', 'CREATE_COMPLETE', 7),
    ]);
    expect(progress.map(({ done }) => done)).toEqual([0, 0, 0, 1, 2]);
    expect(progress[4]).toMatchObject({
      logicalId: 'Bucket',
      physicalId: undefined,
      elapsedSeconds: 7,
      total: 3,
    });
  });

  it('decreases the count for resources in rollback', () => {
    const fold = new ProgressFold(1);
    fold.add([event('Key', 'CREATE_COMPLETE', 1)]);
    fold.add([event('Key', 'DELETE_IN_PROGRESS', 2)]);
    expect(fold.done).toBe(0);
  });

  it('never reports fewer resources than it has seen', () => {
    const fold = new ProgressFold(0);
    fold.add([
      event('Key', 'DELETE_COMPLETE', 1),
      event('Bucket', 'DELETE_SKIPPED', 1),
    ]);
    expect([fold.done, fold.total]).toEqual([2, 2]);
  });

  it('reports the number of resources of a template that is read later', () => {
    const fold = new ProgressFold(0);
    fold.expect(40);
    expect(fold.add([event('Key', 'CREATE_COMPLETE', 1)])).toMatchObject([
      { done: 1, total: 40 },
    ]);
  });

  it('keeps only the newest 200 events', () => {
    const fold = new ProgressFold(1);
    fold.add(
      Array.from({ length: 250 }, (_, i) => event('Key', 'UPDATE_COMPLETE', i)),
    );
    expect(fold.events).toHaveLength(200);
    expect(fold.events[199].elapsedSeconds).toBe(249);
  });
});
