import {
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';

jest.setTimeout(180_000);

describe('the number of read replicas', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 2_000,
      stackModule: '@tap/stack/module',
    });
  });
  afterAll(async () => {
    await account.stop();
  });

  it('is a setting: fewer than the size has, kept by other changes, and changed on request', async () => {
    const { engine } = account.engine();
    const deploy = (more: object) =>
      end(
        engine.run(
          'deploy',
          request('reads', { size: 'small', ...more }),
          account.by('jo'),
        ),
      );
    const databases = () => account.sandbox.state().databases.length;

    const created = await deploy({ readReplicas: 0 });
    expect(created.environment).toMatchObject({
      size: 'small',
      readReplicas: 0,
      egress: 'public-ip',
    });
    expect(created.environment.outputs).not.toHaveProperty(
      'ReadReplica1Endpoint',
    );
    expect(databases()).toBe(1);

    await deploy({ backupRetentionDays: 9 });
    expect(databases()).toBe(1);

    const added = await deploy({ readReplicas: 1 });
    expect(added.environment).toMatchObject({
      readReplicas: 1,
      outputs: { ReadReplica1Endpoint: expect.any(String) },
    });
    expect(databases()).toBe(2);

    await end(
      engine.run(
        'teardown',
        confirmed({ suffix: 'reads', target: 'sandbox' }),
        {
          token: account.token(),
        },
      ),
    );
    expect(databases()).toBe(0);
  });
});
