import {
  CloudFormationClient,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { Sandbox } from '@tap/sandbox';
import { setImmediate as turn } from 'node:timers/promises';
import { AwsCaller } from './AwsCaller';
import { RateBudget } from './RateBudget';

jest.setTimeout(60_000);

describe('AwsCaller, if AWS throttles', () => {
  let sandbox: Sandbox;
  let client: CloudFormationClient;

  beforeAll(async () => {
    sandbox = await Sandbox.start();
    client = new CloudFormationClient({
      endpoint: sandbox.url,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'sandbox' },
    });
  });
  beforeEach(() => sandbox.calls.reset());
  afterEach(() => sandbox.faults.clear());
  afterAll(async () => {
    client.destroy();
    await sandbox.close();
  });

  const throttle = (count?: number) =>
    sandbox.faults.add({
      kind: 'error',
      code: 'Throttling',
      message: 'Rate exceeded',
      httpStatus: 400,
      count,
    });
  const list = (budget: RateBudget) =>
    new AwsCaller(budget, 'here').call(
      'cloudformation:ListStacks',
      'status',
      () => client.send(new ListStacksCommand({})),
    );

  it('makes no call before the pause after throttling is over', async () => {
    throttle();
    // A rate that alone keeps no call waiting, and the longest pause, over 500 ms.
    const budget = new RateBudget(1000, () => 1);
    void list(budget);
    while (budget.waiting === 0) {
      await turn();
    }
    expect(sandbox.calls.total('cloudformation:ListStacks')).toBe(1);
    budget.stop();
  });

  it('makes fewer concurrent calls afterwards', async () => {
    throttle(5);
    const budget = new RateBudget(10, () => 0);
    await list(budget);
    expect(sandbox.calls.total('cloudformation:ListStacks')).toBe(6);
    for (let i = 0; i < 10; i += 1) {
      void budget.take('status');
    }
    // The rate is 10 * 0.7 ** 5 = 1.7 by now, so one call may be made; at the rate of before, four tokens would be left.
    expect(budget.waiting).toBeGreaterThanOrEqual(9);
    budget.stop();
  });
});
