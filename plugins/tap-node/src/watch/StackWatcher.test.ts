import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { mockLogger } from '../__testUtils__/mockLogger';
import { StackLookup } from '../aws/StackLookup';
import { FollowedStack } from './FollowedStack';
import { StackWatcher } from './StackWatcher';

jest.mock('node:timers/promises', () => {
  const real = jest.requireActual('node:timers/promises');
  return { ...real, setTimeout: jest.fn(real.setTimeout) };
});
jest.setTimeout(60_000);

const { setTimeout: realSleep } = jest.requireActual<
  typeof import('node:timers/promises')
>('node:timers/promises');

/** Follows a stack, with a pause of an hour before the second read, and stops after the first one. */
const PROGRAM = `
  const { StackWatcher } = require('./StackWatcher.ts');
  const stack = {
    stackId: 'arn:aws:cloudformation:eu-central-1:1:stack/TapStack-orders/1',
    hasEnded: false,
    eventsReadAt: -Infinity,
    quietReads: 0,
    ended: new Promise(() => {}),
    observe: () => false,
    readEvents: async () => {
      stack.eventsReadAt = performance.now();
      return false;
    },
  };
  const watcher = new StackWatcher(
    {
      findAll: async () => {
        setImmediate(() => watcher.stop());
        return [{}];
      },
      callsFor: () => 1,
    },
    { shortest: 3_600_000, longest: 3_600_000 },
    console,
  );
  watcher.follow(stack);
`;

describe('StackWatcher', () => {
  it('does not keep its process alive after it is stopped', async () => {
    const running = promisify(execFile)(
      process.execPath,
      ['--require', '@backstage/cli/config/nodeTransform.cjs', '-e', PROGRAM],
      { cwd: __dirname, timeout: 50_000 },
    );
    await expect(running).resolves.toEqual({ stdout: '', stderr: '' });
  });

  it('reads the events of many stacks seldom, those without new ones less often', async () => {
    const timing = { shortest: 1, longest: 5 };
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const reads: string[] = [];
    const stacks = Array.from({ length: 20 }, (_, index) => {
      const stackId = index === 0 ? 'busy' : `quiet-${index}`;
      const stack = {
        stackId,
        hasEnded: false,
        eventsReadAt: -Infinity,
        quietReads: 0,
        ended: new Promise(() => {}),
        observe: () => false,
        readEvents: async () => {
          reads.push(stackId);
          stack.eventsReadAt = now;
          stack.quietReads = index === 0 ? 0 : stack.quietReads + 1;
          return index === 0;
        },
      };
      return stack as unknown as FollowedStack;
    });
    let polls = 0;
    let stop = () => {};
    const polled = new Promise<void>(resolve => {
      const lookup = {
        findAll: async (ids: string[]) => {
          polls += 1;
          now += timing.longest;
          if (polls === 100) {
            resolve();
          }
          return ids.map(() => undefined);
        },
        callsFor: () => 1,
      } as unknown as StackLookup;
      const watcher = new StackWatcher(lookup, timing, mockLogger());
      stacks.forEach(stack => void watcher.follow(stack));
      stop = () => watcher.stop();
    });
    await polled;
    stop();
    jest.restoreAllMocks();
    const busy = reads.filter(id => id === 'busy').length;
    const quiet = (reads.length - busy) / (stacks.length - 1);
    // 500 milliseconds, with pauses of at least 10, and of 30 after the first reads.
    expect(quiet).toBeGreaterThan(1);
    expect(quiet).toBeLessThan(25);
    expect(busy).toBeGreaterThan(quiet);
    expect(busy).toBeLessThanOrEqual(50);
  });

  it('spreads the reads of events that are due at once when other stacks end', async () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const nextTurn = () => new Promise<void>(resolve => setImmediate(resolve));
    jest.mocked(sleep).mockImplementation(nextTurn as typeof sleep);
    const reads: number[] = [];
    const stacks = Array.from({ length: 40 }, (_, index) => ({
      stackId: `stack-${index}`,
      hasEnded: false,
      eventsReadAt: 1_000,
      quietReads: 0,
      ended: new Promise(() => {}),
      observe: () => false,
      async readEvents() {
        reads.push(now);
        this.eventsReadAt = now;
        return true;
      },
    }));
    const watcher = new StackWatcher(
      {
        findAll: async (ids: string[]) => {
          now += 1_000;
          if (now === 70_000) {
            // The pauses of 40 stacks are 160 seconds, and those of 20 are 20: all are due.
            stacks.slice(20).forEach(stack => {
              stack.hasEnded = true;
            });
          }
          if (now === 110_000) {
            watcher.stop();
          }
          await nextTurn();
          return ids.map(() => undefined);
        },
        callsFor: () => 1,
      } as unknown as StackLookup,
      { shortest: 800, longest: 5_000 },
      mockLogger(),
    );
    try {
      stacks.forEach(
        stack => void watcher.follow(stack as unknown as FollowedStack),
      );
      while (now < 110_000) {
        await nextTurn();
      }
      expect(reads.filter(time => time < 70_000)).toHaveLength(0);
      // One call per second.
      expect(reads.filter(time => time < 75_000).length).toBeLessThan(8);
      expect(reads.length).toBeGreaterThan(30);
    } finally {
      jest.mocked(sleep).mockImplementation(realSleep);
      jest.restoreAllMocks();
    }
  });

  it.each([
    [20, true],
    [21, false],
  ])(
    'with %s stacks, reads the last events after a success: %s',
    async (stacks, afterSuccess) => {
      const readLastEvents = jest.fn();
      const watcher = new StackWatcher(
        {
          findAll: async () => [],
          callsFor: () => 1,
        } as Partial<StackLookup> as StackLookup,
        { shortest: 1, longest: 1 },
        mockLogger(),
      );
      let end = () => {};
      const ended = new Promise<undefined>(resolve => {
        end = () => resolve(undefined);
      });
      const stack = {
        ended,
        eventsReadAt: Infinity,
        observe: () => false,
        readLastEvents,
      };
      const first = watcher.follow(stack as unknown as FollowedStack);
      for (let index = 1; index < stacks; index += 1) {
        void watcher.follow({
          ...stack,
          ended: new Promise(() => {}),
        } as unknown as FollowedStack);
      }
      end();
      await first;
      watcher.stop();
      expect(readLastEvents.mock.calls).toEqual([[{ afterSuccess }]]);
    },
  );

  it('waits longer for the statuses of many stacks, and if a read takes several calls', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const stack = {
      ended: new Promise(() => {}),
      observe: () => true,
      eventsReadAt: Infinity,
    } as unknown as FollowedStack;
    const pauseAfterRead = (stacks: number, calls: number) =>
      new Promise<number>(resolve => {
        const watcher = new StackWatcher(
          {
            findAll: async (ids: string[]) => ids.map(() => undefined),
            callsFor: () => calls,
          } as unknown as StackLookup,
          { shortest: 100, longest: 500 },
          mockLogger(),
        );
        // The events have the shortest pause, because none are due.
        const pauses: number[] = [];
        jest.mocked(sleep).mockImplementation(async milliseconds => {
          pauses.push(milliseconds!);
          if (pauses.length === 2) {
            watcher.stop();
            resolve(Math.max(...pauses));
          }
        });
        for (let index = 0; index < stacks; index += 1) {
          void watcher.follow({ ...stack } as FollowedStack);
        }
      });
    try {
      await expect(pauseAfterRead(1, 1)).resolves.toBe(100);
      await expect(pauseAfterRead(100, 1)).resolves.toBe(262.5);
      await expect(pauseAfterRead(100, 3)).resolves.toBe(300);
    } finally {
      jest.mocked(sleep).mockImplementation(realSleep);
      jest.restoreAllMocks();
    }
  });

  it.each(['statuses', 'events'] as const)(
    'logs one warning for each outage of the %s',
    async what => {
      // Two outages, with a read that succeeds between them.
      const failing = [1, 2, 4];
      const logger = mockLogger();
      let reads = 0;
      let stop = () => {};
      await new Promise<void>(resolve => {
        const fail = (): Error | undefined => {
          reads += 1;
          if (reads > 4) {
            resolve();
          }
          return failing.includes(reads)
            ? new Error('Rate exceeded')
            : undefined;
        };
        const stack = {
          stackId: 'stack-1',
          hasEnded: false,
          eventsReadAt: -Infinity,
          quietReads: 0,
          ended: new Promise(() => {}),
          observe: () => false,
          observeFailure: () => {},
          readEvents: async () => {
            const error = what === 'events' ? fail() : undefined;
            stack.eventsReadAt = what === 'events' ? -Infinity : Infinity;
            if (error) {
              throw error;
            }
            return false;
          },
        };
        const lookup: Partial<StackLookup> = {
          findAll: async () => [
            (what === 'statuses' ? fail() : undefined) as undefined,
          ],
          callsFor: () => 1,
        };
        const watcher = new StackWatcher(
          lookup as StackLookup,
          { shortest: 1, longest: 1 },
          logger,
        );
        void watcher.follow(stack as unknown as FollowedStack);
        stop = () => watcher.stop();
      });
      stop();
      const message = `Failed to read the ${what} of stacks in progress; the watcher retries: Error: Rate exceeded`;
      expect(logger.warn.mock.calls).toEqual([[message], [message]]);
      expect(logger.debug.mock.calls).toEqual([[message]]);
    },
  );
});
