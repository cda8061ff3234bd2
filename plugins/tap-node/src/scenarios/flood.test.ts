import { end, request, TestAccount } from '../__testUtils__/TestAccount';
import { SentCall, TestEndpoint } from '../__testUtils__/TestEndpoint';

jest.setTimeout(120_000);

const OWNER = { owner: 'user:default/jo' };
const PLANS = 300;
const CALLS_PER_SECOND = 40;

/** Distinguishes calls of a plan from those of a deployment by the names in them. */
const isOfDeployment = ({ params }: SentCall) =>
  params.get('StackName')?.includes('TapStack-urgent') ?? false;

describe('a flood of plans', () => {
  let account: TestAccount;
  let endpoint: TestEndpoint;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000 });
    endpoint = await account.endpoint();
  });
  afterAll(async () => {
    await account.stop();
  });

  const slowEngine = () =>
    account.engine({
      target: { endpoint: endpoint.url, callsPerSecond: CALLS_PER_SECOND },
    });

  it('does not delay a deployment', async () => {
    await end(
      account
        .engine()
        .engine.run('deploy', request('planned'), account.by('jo')),
    );
    const { engine, crash } = slowEngine();
    for (let i = 0; i < PLANS; i += 1) {
      // Each is a plan of a change, which needs its own calls.
      void engine.plan(request('planned', { size: 'small' }), OWNER);
    }
    // Many plans are waiting for each kind of their calls, including mutations.
    await endpoint.next(({ operation }) => operation === 'CreateChangeSet');
    const before = endpoint.calls.length;
    const created = endpoint.next(
      call => call.operation === 'CreateStack' && isOfDeployment(call),
    );
    void end(engine.run('deploy', request('urgent'), account.by('jo')));
    await created;
    const meanwhile = endpoint.calls
      .slice(before)
      .filter(call => !isOfDeployment(call));
    await crash();
    // Two seconds at the rate of the budget. Each plan has a waiting call, so a deployment without priority would wait
    // for all of them.
    expect(meanwhile.length).toBeLessThan(2 * CALLS_PER_SECOND);
  });

  it('for new environments looks up all stacks together', async () => {
    const { engine } = slowEngine();
    await engine.plan(request('first'), OWNER);
    const before = endpoint.calls.length;
    const plans = await Promise.all(
      Array.from({ length: 90 }, (_, i) =>
        engine.plan(request(`new-${i}`), OWNER),
      ),
    );
    expect(plans.map(({ operation }) => operation)).toEqual(
      plans.map(() => 'create'),
    );
    // The first batch can start before the other plans. The prices that the first plan has started to read do not count.
    const calls = endpoint.calls
      .slice(before)
      .map(call => call.operation)
      .filter(operation => operation !== 'GetProducts');
    expect(calls.length).toBeLessThanOrEqual(3);
    expect(new Set(calls)).toEqual(new Set(['DescribeStacks']));
  });
});
