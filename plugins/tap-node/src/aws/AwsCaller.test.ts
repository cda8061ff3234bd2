import { setImmediate as turn } from 'node:timers/promises';
import { awsError } from '../__testUtils__/answeringClient';
import { AwsCaller } from './AwsCaller';
import { CallPriority, RateBudget } from './RateBudget';

/** A call that AWS throttles a number of times. */
function throttledCall(count: number) {
  const send = jest.fn(async () => {
    if (send.mock.calls.length <= count) {
      throw awsError('Throttling', 'Rate exceeded');
    }
  });
  return send;
}

describe('AwsCaller, if AWS throttles', () => {
  const list = (
    budget: RateBudget,
    send: () => Promise<void>,
    priority: CallPriority = 'status',
  ) =>
    new AwsCaller(budget, 'here').call(
      'cloudformation:ListStacks',
      priority,
      send,
    );

  it('makes no call before the pause after throttling is over', async () => {
    const send = throttledCall(1);
    // A rate that alone keeps no call waiting, and the longest pause, over 500 ms.
    const budget = new RateBudget(1000, () => 1);
    void list(budget, send);
    while (budget.waiting === 0) {
      await turn();
    }
    expect(send).toHaveBeenCalledTimes(1);
    budget.stop();
  });

  it('makes fewer concurrent calls afterwards', async () => {
    const send = throttledCall(5);
    const budget = new RateBudget(10, () => 0);
    await list(budget, send);
    expect(send).toHaveBeenCalledTimes(6);
    for (let i = 0; i < 10; i += 1) {
      void budget.take('status');
    }
    // The rate is 10 * 0.7 ** 5 = 1.7 by now, so one call may be made; at the rate of before, four tokens would be left.
    expect(budget.waiting).toBeGreaterThanOrEqual(9);
    budget.stop();
  });

  it('gives up on any call, on changes later than on reads, and last on a cancellation', async () => {
    const many = 200;
    const attempts = async (priority: CallPriority) => {
      const send = throttledCall(many);
      const budget = new RateBudget(1000, () => 0);
      await expect(list(budget, send, priority)).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
      });
      return send.mock.calls.length;
    };
    const events = await attempts('events');
    const query = await attempts('query');
    const status = await attempts('status');
    const mutation = await attempts('mutation');
    const cancel = await attempts('cancel');
    expect(events).toBeGreaterThan(1);
    expect(query).toBeGreaterThan(events);
    expect(status).toBeGreaterThan(query);
    expect(await attempts('watch')).toBe(status);
    expect(mutation).toBeGreaterThan(status);
    expect(cancel).toBeGreaterThan(mutation);
    expect(cancel).toBeLessThan(many);
  });
});
