import {
  begun,
  confirmed,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';
import { testPortal, WHO } from '../__testUtils__/TestPortal';
import { DefaultTapEngine } from '../DefaultTapEngine';

jest.setTimeout(60_000);

describe('the list of environments', () => {
  let account: TestAccount;
  let engine: DefaultTapEngine;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 500 });
    engine = account.engine().engine;
  });
  afterAll(() => account.stop());

  /** Stack statuses by suffix, as the page shows them. */
  const list = async (): Promise<Record<string, string>> => {
    const { items } = await testPortal(engine).service.list({
      credentials: WHO.root,
    });
    return Object.fromEntries(
      items.map(({ suffix, stackStatus }) => [suffix, stackStatus]),
    );
  };

  it('shows each operation of this process as soon as AWS has accepted it, and its end', async () => {
    await expect(list()).resolves.toEqual({});
    account.sandbox.clock.setSpeed(0);
    const creation = await begun(
      engine.run('deploy', request('listed'), account.by('jo')),
    );
    await expect(list()).resolves.toEqual({ listed: 'CREATE_IN_PROGRESS' });
    account.sandbox.clock.setSpeed(500);
    await creation.outcome;
    await expect(list()).resolves.toEqual({ listed: 'CREATE_COMPLETE' });

    account.sandbox.clock.setSpeed(0);
    const teardown = await begun(
      engine.run('teardown', confirmed({ suffix: 'listed' }), {
        token: account.token(),
      }),
    );
    await expect(list()).resolves.toEqual({ listed: 'DELETE_IN_PROGRESS' });
    account.sandbox.clock.setSpeed(500);
    await teardown.outcome;
    await expect(list()).resolves.toEqual({});
  });
});
