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

describe('a teardown after expiry', () => {
  const ref = { suffix: 'orders', target: 'sandbox' };
  let account: TestAccount;
  let engine: ReturnType<TestAccount['engine']>['engine'];

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000 });
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

  it('is rejected if the environment no longer expires', async () => {
    await expect(teardown(PAST)).rejects.toThrow(
      /has no expiry.*nothing was done/,
    );
  });

  it('is rejected if the environment was extended', async () => {
    await expire(FUTURE);
    await expect(teardown(PAST)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(`expires at ${FUTURE}`),
    });
  });

  it('is rejected before the expiry', async () => {
    await expect(teardown(FUTURE)).rejects.toThrow('nothing was done');
    expect(await engine.get(ref)).toMatchObject({ status: 'available' });
  });

  it('runs after the expiry', async () => {
    await expire(PAST);
    await teardown(PAST);
    expect(await engine.get(ref)).toBeUndefined();
  });
});
