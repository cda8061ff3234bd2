import { CallPriority, RateBudget } from './RateBudget';

/** Serves all calls that do not have to wait. */
async function servedAtOnce(budget: RateBudget, takes: Promise<unknown>[]) {
  let served = 0;
  takes.forEach(take =>
    take.then(() => {
      served += 1;
    }),
  );
  await Promise.resolve();
  await Promise.resolve();
  return { served, waiting: budget.waiting };
}

/** Priorities of the first three calls that are served, of many calls of a priority and two of the watcher. */
async function servedWithWatcher(priority: CallPriority) {
  const budget = new RateBudget(1);
  await budget.take(priority);
  const order: CallPriority[] = [];
  const waiting: CallPriority[] = [
    ...Array(5).fill(priority),
    'watch',
    'watch',
  ];
  waiting.forEach(each => budget.take(each).then(() => order.push(each)));
  await jest.advanceTimersByTimeAsync(3003);
  budget.stop();
  return order;
}

describe('RateBudget', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('allows a burst of one second, then one call at a time', async () => {
    const budget = new RateBudget(4);
    const takes = Array.from({ length: 6 }, () => budget.take('status'));
    expect(await servedAtOnce(budget, takes)).toEqual({
      served: 4,
      waiting: 2,
    });
    jest.advanceTimersByTime(251);
    expect(budget.waiting).toBe(1);
    jest.advanceTimersByTime(251);
    expect(budget.waiting).toBe(0);
  });

  it('serves mutations before reads', async () => {
    const budget = new RateBudget(1);
    await budget.take('status');
    const order: string[] = [];
    const names = ['events', 'status', 'mutation', 'cancel', 'mutation'];
    names.forEach((name, i) =>
      budget.take(name as 'events').then(() => order.push(`${name}-${i}`)),
    );
    for (let i = 0; i < names.length; i += 1) {
      await jest.advanceTimersByTimeAsync(1001);
    }
    expect(order).toEqual([
      'cancel-3',
      'mutation-2',
      'mutation-4',
      'status-1',
      'events-0',
    ]);
  });

  it('does not let many mutations starve reads', async () => {
    const budget = new RateBudget(1);
    await budget.take('mutation');
    const order: string[] = [];
    const names = [...Array(16).fill('mutation'), 'events', 'status'];
    names.forEach(name =>
      budget.take(name as 'events').then(() => order.push(name)),
    );
    for (let i = 0; i < names.length; i += 1) {
      await jest.advanceTimersByTimeAsync(1001);
    }
    // The eighth and the sixteenth call, after the one that was made before.
    expect(order.indexOf('status')).toBe(6);
    expect(order.indexOf('events')).toBe(14);
  });

  it('does not let many single reads delay the watcher', async () => {
    expect(await servedWithWatcher('status')).toEqual([
      'watch',
      'status',
      'watch',
    ]);
  });

  it('does not let many creations delay the watcher', async () => {
    expect(await servedWithWatcher('mutation')).toEqual([
      'watch',
      'mutation',
      'watch',
    ]);
  });

  it('serves queries last, except for one call in ten', async () => {
    const budget = new RateBudget(1);
    await budget.take('status');
    const order: string[] = [];
    const names = [
      ...Array(30).fill('query'),
      ...Array(6).fill('mutation'),
      ...Array(6).fill('status'),
      ...Array(6).fill('events'),
    ];
    names.forEach(name =>
      budget.take(name as 'query').then(() => order.push(name)),
    );
    await jest.advanceTimersByTimeAsync(20 * 1001);
    expect(order.filter(name => name !== 'query')).toHaveLength(18);
    expect(order.indexOf('query')).toBe(8);
    expect(order.slice(0, 19).filter(name => name === 'query')).toHaveLength(2);
    budget.stop();
  });

  it('serves calls of one priority in their order', async () => {
    const budget = new RateBudget(1);
    await budget.take('status');
    const order: number[] = [];
    const calls = [1, 2, 3, 4, 5, 6, 7];
    calls.forEach(call => budget.take('status').then(() => order.push(call)));
    await jest.advanceTimersByTimeAsync(calls.length * 1001);
    expect(order).toEqual(calls);
  });

  it('serves another call with a returned token', async () => {
    const budget = new RateBudget(1);
    await budget.take('status');
    const waiting = budget.take('status');
    budget.putBack();
    await waiting;
    expect(budget.waiting).toBe(0);
  });

  it('pauses when AWS throttles, longer each time, and slows down', async () => {
    const budget = new RateBudget(4, () => 1);
    budget.throttled(performance.now());
    const first = budget.take('status');
    expect(await servedAtOnce(budget, [first])).toMatchObject({ served: 0 });
    await jest.advanceTimersByTimeAsync(601);
    await first;
    budget.throttled(performance.now());
    budget.throttled(performance.now());
    budget.take('status');
    await jest.advanceTimersByTimeAsync(2000);
    expect(budget.waiting).toBe(1);
    await jest.advanceTimersByTimeAsync(500);
    expect(budget.waiting).toBe(0);
  });

  it('slows down once for calls that are throttled together', async () => {
    const budget = new RateBudget(4, () => 1);
    const sentAt = performance.now();
    await jest.advanceTimersByTimeAsync(10);
    for (let call = 0; call < 8; call += 1) {
      budget.throttled(sentAt);
    }
    const takes = Array.from({ length: 6 }, () => budget.take('status'));
    await jest.advanceTimersByTimeAsync(601);
    expect(await servedAtOnce(budget, takes)).toMatchObject({ waiting: 4 });
    budget.stop();
  });

  it('serves no call after it is stopped', async () => {
    const budget = new RateBudget(1);
    budget.stop();
    budget.take('cancel');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(budget.waiting).toBe(1);
  });
});
