import { all, end, request, TestAccount } from '../__testUtils__/TestAccount';

jest.setTimeout(60_000);

describe('deploy', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start();
  });
  afterAll(async () => {
    await account.stop();
  });
  afterEach(() => account.sandbox.faults.clear());

  it('creates, reports every resource, and can be read by name, ARN and listing', async () => {
    const { engine } = account.engine();
    const events = await all(
      engine.run(
        'deploy',
        request('orders', { description: '{{resolve:ssm:secret}}' }),
        account.by('jo', { taskId: 'task-1' }),
      ),
    );
    expect(events[0]).toMatchObject({
      type: 'accepted',
      operation: 'create',
      stackName: 'TapStack-orders',
      attached: false,
    });
    const resources = events.flatMap(e => (e.type === 'resource' ? [e] : []));
    expect(
      resources
        .filter(({ status }) => status === 'CREATE_COMPLETE')
        .map(({ logicalId }) => logicalId)
        .sort(),
    ).toEqual(['Echo', 'Key', 'Queue', 'Size', 'TapStack-orders', 'Topic']);
    expect(resources[resources.length - 1]).toMatchObject({
      done: 5,
      total: 5,
    });
    const environment = {
      suffix: 'orders',
      target: 'sandbox',
      status: 'available',
      portal: 'tap',
      owner: 'user:default/jo',
      requestedBy: 'user:default/jo',
      description: '{{resolve:ssm:secret}}',
      lastTaskId: 'task-1',
      outputs: expect.objectContaining({
        DatabaseEndpoint: 'localhost',
        DatabasePort: '5432',
      }),
    };
    const last = events[events.length - 1];
    expect(last).toMatchObject({
      type: 'completed',
      operation: 'create',
      environment,
      kept: [],
    });
    const { stackId } = (last as any).environment;
    const ref = { suffix: 'orders', target: 'sandbox' };
    await expect(engine.get(ref)).resolves.toMatchObject(environment);
    await expect(engine.list('sandbox')).resolves.toEqual([
      expect.objectContaining(environment),
    ]);
    await expect(
      engine.getByStackId('sandbox', stackId),
    ).resolves.toMatchObject(environment);
    await expect(engine.progress(ref)).resolves.toMatchObject({
      environment,
      done: 5,
    });
  });

  it('leaves no resources of a failed creation, and reports its first cause', async () => {
    account.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Topic',
      action: 'create',
      reason: 'Topics are out of fashion',
    });
    const { engine } = account.engine();
    await expect(
      all(engine.run('deploy', request('failing'), account.by('jo'))),
    ).rejects.toMatchObject({
      name: 'StackOperationError',
      message: expect.stringMatching(
        /Topic \(AWS::SNS::Topic\) failed: .*Topics are out of fashion.* Nothing is left/,
      ),
    });
    expect(account.statuses('failing')).toEqual(['DELETE_COMPLETE']);
    await expect(
      engine.get({ suffix: 'failing', target: 'sandbox' }),
    ).resolves.toBeUndefined();
  });

  it.each([
    ['an unknown target', { target: 'mars' }, /target: there is no target/],
    ['an unavailable size', { size: 'large' }, /size: 'large' is not on offer/],
    [
      'an unavailable retention',
      { retention: 'retain' },
      /retention: 'retain' is not on offer/,
    ],
  ])('rejects %s before any AWS call', async (_, fields, message) => {
    const { engine } = account.engine({
      target: {
        name: 'a-name-of-20-letters',
        sizes: ['micro'],
        retentions: ['destroy'],
      },
    });
    account.sandbox.calls.reset();
    await expect(
      all(engine.run('deploy', request('refused', fields), account.by('jo'))),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    expect(account.sandbox.calls.total()).toBe(0);
  });

  it('rejects an expiry of an environment that never expires', async () => {
    await expect(
      all(
        account
          .engine()
          .engine.run(
            'deploy',
            request('forever', { retention: 'retain', expiresIn: '7d' }),
            account.by('jo'),
          ),
      ),
    ).rejects.toThrow(/expiresIn: .* never expires/);
  });

  it('enables termination protection after the creation of a protected environment', async () => {
    const { engine } = account.engine();
    const { environment } = await end(
      engine.run(
        'deploy',
        request('kept', { retention: 'retain' }),
        account.by('jo'),
      ),
    );
    expect(environment).toMatchObject({
      retention: 'retain',
      terminationProtection: true,
    });
    await expect(
      engine.get({ suffix: 'kept', target: 'sandbox' }),
    ).resolves.toMatchObject({ terminationProtection: true });
  });

  it('reports acceptance, every status and the end to listeners', async () => {
    const changes: string[] = [];
    await end(
      account.engine().engine.run(
        'deploy',
        request('listened'),
        account.by('jo', {
          onChange: ({ phase, environment }) =>
            changes.push(`${phase} ${environment.stackStatus}`),
        }),
      ),
    );
    expect(changes[0]).toBe('accepted CREATE_IN_PROGRESS');
    expect(changes).toContain('changed CREATE_COMPLETE');
    expect(changes[changes.length - 1]).toBe('ended CREATE_COMPLETE');
  });
});
