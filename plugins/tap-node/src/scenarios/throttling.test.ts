import { end, request, TestAccount } from '../__testUtils__/TestAccount';

jest.setTimeout(300_000);

/** Deployments at once; `./tap chaos --fanout` does it with 200. */
const DEPLOYMENTS = 25;

describe('an account that grants five calls per second', () => {
  it('sees all of many concurrent deployments end well', async () => {
    const account = await TestAccount.start({ speed: 100 });
    account.sandbox.faults.add({ kind: 'throttle', callsPerSecond: 5 });
    // More than AWS grants, so that the engine has to find out.
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

  it('does not make a deployment fail that succeeded, though no event can be read', async () => {
    const account = await TestAccount.start({ speed: 500 });
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
