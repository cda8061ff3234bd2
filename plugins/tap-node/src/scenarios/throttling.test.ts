import { end, request, TestAccount } from '../__testUtils__/TestAccount';

jest.setTimeout(300_000);

/** Number of concurrent deployments; `./tap chaos --fanout` runs 200. */
const DEPLOYMENTS = 25;

describe('an account with a limit of five calls per second', () => {
  it('completes many concurrent deployments', async () => {
    const account = await TestAccount.start({ speed: 100 });
    account.sandbox.faults.add({ kind: 'throttle', callsPerSecond: 5 });
    // Higher than the limit of AWS, so that the engine has to adapt.
    const { engine } = account.engine({ target: { callsPerSecond: 8 } });
    const outcomes = await Promise.allSettled(
      Array.from({ length: DEPLOYMENTS }, (_, i) =>
        end(
          engine.run(
            'deploy',
            request(`many-${i}`),
            account.by('jo', { createOnly: true }),
          ),
        ),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(
      account.sandbox
        .state()
        .stacks.filter(({ status }) => status === 'CREATE_COMPLETE'),
    ).toHaveLength(DEPLOYMENTS);
    expect(account.sandbox.faults.hits().throttle).toBeGreaterThan(0);
    await account.stop();
  });

  it('does not fail a successful deployment if no event can be read', async () => {
    const account = await TestAccount.start({ speed: 2_000 });
    account.sandbox.faults.add({
      kind: 'error',
      operation: '^DescribeStackEvents$',
      code: 'Throttling',
      message: 'Rate exceeded',
      httpStatus: 400,
    });
    const { environment } = await end(
      account.engine().engine.run('deploy', request('blind'), account.by('jo')),
    );
    expect(environment.status).toBe('available');
    await account.stop();
  });
});
