import { Stack, StackEvent } from '@aws-sdk/client-cloudformation';
import { EventReader } from './EventReader';
import { EndRule } from './endRules';
import { FollowedStack } from './FollowedStack';

const STACK_ID = 'arn:aws:cloudformation:eu-central-1:1:stack/TapStack-a/1';

function stack(StackStatus: Stack['StackStatus']): Stack {
  return {
    StackId: STACK_ID,
    StackName: 'TapStack-a',
    StackStatus,
    CreationTime: new Date('2026-11-01T10:00:00Z'),
  };
}

/** A followed stack, and what its listener gets. */
function followed({ isFailure = false, answers = true } = {}) {
  const read: StackEvent[] = [];
  const fresh: StackEvent[] = [];
  const reader: Partial<EventReader> = {
    all: read,
    readNew: async () => {
      if (!answers) {
        return new Promise(() => {});
      }
      const events = fresh.splice(0);
      read.push(...events);
      return events;
    },
  };
  const rule: EndRule = {
    isEnd: ({ StackStatus }) => StackStatus === 'CREATE_COMPLETE',
    isFailure: () => isFailure,
  };
  const listener = {
    onStatus: jest.fn(),
    onEvents: jest.fn(),
    onUnreadable: jest.fn(),
  };
  const one = new FollowedStack(
    STACK_ID,
    rule,
    reader as EventReader,
    listener,
  );
  const happens = (EventId: string) =>
    fresh.push({
      EventId,
      PhysicalResourceId: STACK_ID,
      ResourceStatus: 'CREATE_COMPLETE',
    } as Partial<StackEvent> as StackEvent);
  return { one, listener, happens };
}

describe('FollowedStack', () => {
  it('reports each status once', () => {
    const { listener, one } = followed();
    const observed = [
      'CREATE_IN_PROGRESS',
      'CREATE_IN_PROGRESS',
      'CREATE_COMPLETE',
    ] as const;
    expect(observed.map(status => one.observe(stack(status)))).toEqual([
      true,
      false,
      true,
    ]);
    expect(
      listener.onStatus.mock.calls.map(([{ StackStatus }]) => StackStatus),
    ).toEqual(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
    expect(one.hasEnded).toBe(true);
  });

  it('ignores a stale read', () => {
    const { listener, one } = followed();
    one.observe({
      ...stack('UPDATE_IN_PROGRESS'),
      LastUpdatedTime: new Date('2026-11-02T10:00:00Z'),
    });
    expect(one.observe(stack('CREATE_COMPLETE'))).toBe(false);
    expect(listener.onStatus).toHaveBeenCalledTimes(1);
    expect(one.hasEnded).toBe(false);
  });

  it('reports each kind of error once until the status can be read again', () => {
    const { listener, one } = followed();
    const error = new Error('Rate exceeded');
    one.observeFailure(error);
    one.observeFailure(error);
    expect(listener.onUnreadable).toHaveBeenCalledTimes(1);
    one.observe(stack('CREATE_IN_PROGRESS'));
    one.observeFailure(error);
    expect(listener.onUnreadable).toHaveBeenCalledTimes(2);
  });

  it('reads the last events after a success only if asked to', async () => {
    const { happens, listener, one } = followed();
    one.observe(stack('CREATE_COMPLETE'));
    happens('created');
    await one.readLastEvents({ afterSuccess: false });
    expect(listener.onEvents).not.toHaveBeenCalled();
  });

  it('gives the last events of a success up if AWS does not respond', async () => {
    const { listener, one } = followed({ answers: false });
    one.observe(stack('CREATE_COMPLETE'));
    await one.readLastEvents({ afterSuccess: true });
    expect(listener.onEvents).not.toHaveBeenCalled();
  });

  it('reads the last events of a failure in any case', async () => {
    const { happens, listener, one } = followed({ isFailure: true });
    one.observe(stack('CREATE_COMPLETE'));
    happens('failed');
    await one.readLastEvents({ afterSuccess: false });
    expect(listener.onEvents).toHaveBeenCalledTimes(1);
  });

  it('waits for the first read of its events like for the others', () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(42);
    expect(followed().one.eventsReadAt).toBe(42);
    clock.mockRestore();
  });

  it('counts the reads without new events since the last event', async () => {
    const { happens, listener, one } = followed();
    await expect(one.readEvents()).resolves.toBe(false);
    await one.readEvents();
    expect(one.quietReads).toBe(2);
    happens('created');
    await expect(one.readEvents()).resolves.toBe(true);
    expect(one.quietReads).toBe(0);
    await one.readEvents();
    expect(one.quietReads).toBe(1);
    expect(listener.onEvents.mock.calls).toEqual([
      [[expect.objectContaining({ EventId: 'created' })]],
    ]);
  });
});
