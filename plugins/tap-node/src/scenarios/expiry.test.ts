import { setExpiry } from '../testUtils';
import {
  confirmed,
  end,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';

jest.setTimeout(60_000);

const PAST = '2020-01-01T00:00:00.000Z';
const FUTURE = '2100-01-01T00:00:00.000Z';

describe('a teardown because of an expiry', () => {
  const ref = { suffix: 'orders', target: 'sandbox' };
  let account: TestAccount;
  let engine: ReturnType<TestAccount['engine']>['engine'];

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 500 });
    engine = account.engine().engine;
    await end(engine.run('deploy', request('orders'), account.by('jo')));
  });
  afterAll(async () => {
    await account.stop();
  });

  const expire = (expiresAt: string) =>
    setExpiry(account.sandbox, 'orders', expiresAt);
  const teardown = (onlyIfExpired: string) =>
    end(
      engine.run('teardown', confirmed(ref, { onlyIfExpired }), {
        token: account.token(),
      }),
    );

  it('is refused where there is no expiry any more', async () => {
    await expect(teardown(PAST)).rejects.toThrow(
      /has no expiry.*nothing was done/,
    );
  });

  it('is refused where the environment has been extended', async () => {
    await expire(FUTURE);
    await expect(teardown(PAST)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(`expires at ${FUTURE}`),
    });
  });

  it('is refused before its time', async () => {
    await expect(teardown(FUTURE)).rejects.toThrow('nothing was done');
    expect(await engine.get(ref)).toMatchObject({ status: 'available' });
  });

  it('is done where the expiry has passed', async () => {
    await expire(PAST);
    await teardown(PAST);
    expect(await engine.get(ref)).toBeUndefined();
  });
});
