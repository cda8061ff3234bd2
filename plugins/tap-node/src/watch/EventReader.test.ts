import { StackEvent } from '@aws-sdk/client-cloudformation';
import { StackApi } from '../aws/StackApi';
import { EventReader } from './EventReader';

const STACK_ID =
  'arn:aws:cloudformation:us-east-1:000000000000:stack/TapStack-a/1';

/** Pages the events of a stack like CloudFormation, newest first. */
function history(pageSize: number) {
  const events: StackEvent[] = [];
  const pagesRead: number[] = [];
  const api = {
    async events(_stackId: string, nextToken?: string) {
      const newestFirst = [...events].reverse();
      const from = Number(nextToken ?? 0);
      const to = from + pageSize;
      pagesRead.push(from / pageSize);
      return {
        StackEvents: newestFirst.slice(from, to),
        NextToken: to < newestFirst.length ? String(to) : undefined,
      };
    },
  } as unknown as StackApi;
  const add = (token: string, ...statuses: string[]) =>
    statuses.forEach(entry => {
      const [logicalId, status] = entry.split(' ');
      const isStack = logicalId === 'Stack';
      events.push({
        StackId: STACK_ID,
        EventId: `e${events.length}`,
        StackName: 'TapStack-a',
        LogicalResourceId: isStack ? 'TapStack-a' : logicalId,
        PhysicalResourceId: isStack ? STACK_ID : logicalId,
        ResourceStatus: status as StackEvent['ResourceStatus'],
        ClientRequestToken: token,
        Timestamp: new Date(events.length * 1000),
      });
    });
  return { api, add, pagesRead };
}

function ids(events: StackEvent[]) {
  return events.map(({ EventId }) => EventId).join(' ');
}

describe('EventReader', () => {
  it('reads new events, oldest first, and stops at a known one', async () => {
    const { api, add, pagesRead } = history(3);
    const reader = new EventReader(api, { stackId: STACK_ID, token: 'all' });
    add('t1', 'Stack CREATE_IN_PROGRESS', 'A CREATE_IN_PROGRESS');
    expect(ids(await reader.readNew())).toBe('e0 e1');
    expect(ids(await reader.readNew())).toBe('');
    add('t1', 'A CREATE_COMPLETE', 'B CREATE_COMPLETE', 'C CREATE_COMPLETE');
    add('t1', 'Stack CREATE_COMPLETE');
    pagesRead.length = 0;
    expect(ids(await reader.readNew())).toBe('e2 e3 e4 e5');
    expect(pagesRead).toEqual([0, 1]);
    expect(ids([...reader.all])).toBe('e0 e1 e2 e3 e4 e5');
  });

  it('omits events from before the operation', async () => {
    const { api, add } = history(2);
    add('t1', 'Stack CREATE_IN_PROGRESS', 'A CREATE_FAILED');
    const reader = new EventReader(api, { stackId: STACK_ID, token: 't2' });
    expect(await reader.readNew()).toEqual([]);
    add('t2', 'Stack UPDATE_IN_PROGRESS', 'A UPDATE_IN_PROGRESS');
    add('t2', 'A UPDATE_COMPLETE');
    expect(ids(await reader.readNew())).toBe('e2 e3 e4');
  });

  it('reads older pages only until it finds the start of the operation', async () => {
    const { api, add, pagesRead } = history(2);
    add('t1', ...Array(10).fill('A CREATE_COMPLETE'));
    add('t2', 'Stack UPDATE_IN_PROGRESS', 'A UPDATE_IN_PROGRESS');
    add('t2', 'A UPDATE_COMPLETE');
    const reader = new EventReader(api, { stackId: STACK_ID, token: 't2' });
    expect(ids(await reader.readNew())).toBe('e10 e11 e12');
    expect(pagesRead).toEqual([0, 1]);
  });

  it('finds the operation in progress without its token', async () => {
    const { api, add } = history(10);
    add('t1', 'Stack CREATE_IN_PROGRESS', 'Stack CREATE_COMPLETE');
    add('x', 'Stack DELETE_IN_PROGRESS', 'A DELETE_COMPLETE');
    const reader = new EventReader(api, {
      stackId: STACK_ID,
      token: undefined,
    });
    expect(ids(await reader.readNew())).toBe('e2 e3');
  });
});
