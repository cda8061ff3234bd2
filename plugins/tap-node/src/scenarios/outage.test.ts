import { all, begun, request, TestAccount } from '../__testUtils__/TestAccount';
import { until } from '../testUtils/waits';
import { testPortal, WHO } from '../__testUtils__/TestPortal';
import { TestEndpoint } from '../__testUtils__/TestEndpoint';

jest.setTimeout(60_000);

/** Short timeouts for the test. On a slow machine, more calls time out. */
const TIMEOUTS = {
  connection: 1_000,
  request: 1_000,
  socket: 1_000,
  credentials: 1_000,
};

describe('an endpoint that does not respond for some time', () => {
  let account: TestAccount;
  let endpoint: TestEndpoint;

  beforeAll(async () => {
    account = await TestAccount.start();
    endpoint = await account.endpoint();
  });
  beforeEach(() => account.sandbox.clock.setSpeed(0));
  afterAll(async () => {
    await account.stop();
  });

  const engine = () =>
    account.engine({ target: { endpoint: endpoint.url }, timeouts: TIMEOUTS })
      .engine;
  const read = () =>
    endpoint.next(({ operation }) => operation === 'DescribeStacks');

  it.each(['silent', 'half-silent'] as const)(
    'does not end an operation in progress if it is %s',
    async behaviour => {
      const suffix = `was-${behaviour}`;
      const { outcome } = await begun(
        engine().run('deploy', request(suffix), account.by('jo')),
      );
      await read();
      endpoint.behave = () => behaviour;
      // The second of these is made because the first one has timed out.
      await read();
      await read();
      endpoint.behave = () => 'hand-on';
      account.sandbox.clock.setSpeed(500);
      await outcome;
      expect(account.statuses(suffix)).toEqual(['CREATE_COMPLETE']);
    },
  );

  it('is called again with the same token if the response to CreateStack is incomplete', async () => {
    account.sandbox.clock.setSpeed(500);
    const before = endpoint.of('CreateStack').length;
    endpoint.behave = ({ operation }) =>
      operation === 'CreateStack' &&
      endpoint.of(operation).length === before + 1
        ? 'half-silent'
        : 'hand-on';
    const [accepted] = await all(
      engine().run(
        'deploy',
        request('half'),
        account.by('jo', { createOnly: true, token: 'asked-twice' }),
      ),
    );
    expect(accepted).toMatchObject({ type: 'accepted', attached: true });
    expect(account.statuses('half')).toEqual(['CREATE_COMPLETE']);
    expect(
      endpoint
        .of('CreateStack')
        .slice(before)
        .map(({ params }) => params.get('ClientRequestToken')),
    ).toEqual(['asked-twice', 'asked-twice']);
  });

  it('does not hide the environments of other targets in a list', async () => {
    const { outcome } = await begun(
      engine().run('deploy', request('near'), account.by('jo')),
    );
    account.sandbox.clock.setSpeed(500);
    await outcome;
    const { engine: both } = account.engine({
      target: { default: true },
      otherTargets: [
        {
          name: 'far',
          accountId: '000000000000',
          region: 'eu-west-1',
          endpoint: endpoint.url,
        },
      ],
      timeouts: { ...TIMEOUTS, request: 100 },
    });
    const { service } = testPortal(both);
    const list = () => service.list({ credentials: WHO.mia });

    endpoint.behave = () => 'silent';
    const { items, unreachable } = await list();
    expect(items.map(({ suffix }) => suffix)).toContain('near');
    expect(unreachable).toEqual([
      {
        target: 'far',
        since: expect.stringMatching(/Z$/),
        cause: expect.stringMatching(/cloudformation:DescribeStacks/),
      },
    ]);
    expect((await list()).unreachable[0].since).toBe(unreachable[0].since);

    endpoint.behave = () => 'hand-on';
    await until(async () => (await list()).unreachable.length === 0);
  });

  it('is reported as unavailable if it never responds', async () => {
    endpoint.behave = () => 'silent';
    const { engine: impatient } = account.engine({
      target: { endpoint: endpoint.url },
      timeouts: { ...TIMEOUTS, request: 100 },
    });
    await expect(
      impatient.get({ suffix: 'never', target: 'sandbox' }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /cloudformation:DescribeStacks \(account 000000000000, us-east-1\)/,
      ),
    });
  });
});
