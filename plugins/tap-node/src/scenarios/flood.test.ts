import { end, request, TestAccount } from '../__testUtils__/TestAccount';
import { SentCall, TestEndpoint } from '../__testUtils__/TestEndpoint';

jest.setTimeout(120_000);

const OWNER = { owner: 'user:default/jo' };
const PLANS = 300;
const CALLS_PER_SECOND = 40;

/** Calls of a plan are told from those of a deployment by what they name. */
const isOfDeployment = ({ params }: SentCall) =>
  params.get('StackName')?.includes('TapStack-urgent') ?? false;

describe('a flood of plans', () => {
  let account: TestAccount;
  let endpoint: TestEndpoint;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 500 });
    endpoint = await account.endpoint();
  });
  afterAll(async () => {
    await account.stop();
  });

  const slowEngine = () =>
    account.engine({
      target: { endpoint: endpoint.url, callsPerSecond: CALLS_PER_SECOND },
    });

  it('does not keep a deployment waiting', async () => {
    await end(
      account
        .engine()
        .engine.run('deploy', request('planned'), account.by('jo')),
    );
    const { engine, crash } = slowEngine();
    for (let i = 0; i < PLANS; i += 1) {
      // Each is of a change, which takes calls of its own.
      void engine.plan(request('planned', { size: 'small' }), OWNER);
    }
    // By now many plans wait for each kind of call that they make, those that change something included.
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
    // Two seconds at the rate of the budget. Each plan has a call that waits, so a deployment that waited for its turn among
    // them would see all of them.
    expect(meanwhile.length).toBeLessThan(2 * CALLS_PER_SECOND);
  });

  it('of new environments looks up all stacks together', async () => {
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
    // The first batch may have begun before the others came.
    const calls = endpoint.calls.slice(before).map(call => call.operation);
    expect(calls.length).toBeLessThanOrEqual(3);
    expect(new Set(calls)).toEqual(new Set(['DescribeStacks']));
  });
});
