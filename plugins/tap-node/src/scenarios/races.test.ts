import { setTimeout as sleep } from 'node:timers/promises';
import {
  all,
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';
import { testPortal, WHO } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

/** Between two looks at what has happened. */
const POLL_MS = 5;

describe('races', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 50 });
  });
  afterAll(async () => {
    await account.stop();
  });

  it('for one suffix have exactly one winner, and the others change nothing', async () => {
    const engines = [account.engine().engine, account.engine().engine];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) =>
        end(
          engines[i % 2].run(
            'deploy',
            request('wanted'),
            account.by(`user-${i}`, { createOnly: true }),
          ),
        ),
      ),
    );
    const won = outcomes.flatMap(o =>
      o.status === 'fulfilled' ? [o.value] : [],
    );
    const lost = outcomes.flatMap(o =>
      o.status === 'rejected' ? [o.reason] : [],
    );
    expect(won).toHaveLength(1);
    expect(lost).toHaveLength(11);
    for (const error of lost) {
      expect(error).toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(/suffix: .*nothing was done/),
      });
    }
    expect(account.statuses('wanted')).toEqual(['CREATE_COMPLETE']);
    await expect(
      account.engine().engine.get({ suffix: 'wanted', target: 'sandbox' }),
    ).resolves.toMatchObject({ requestedBy: won[0].environment.requestedBy });
  });

  it('of a later teardown with a deployment are won by the deployment', async () => {
    for (const other of [undefined, account.engine().engine]) {
      const { engine } = account.engine();
      const suffix = other ? 'busy-b' : 'busy-a';
      const created = all(
        engine.run('deploy', request(suffix), account.by('jo')),
      );
      while (account.statuses(suffix).length === 0) {
        await sleep(POLL_MS);
      }
      await expect(
        end(
          (other ?? engine).run(
            'teardown',
            confirmed({ suffix, target: 'sandbox' }),
            { token: account.token() },
          ),
        ),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(/nothing was/i),
      });
      await expect(created).resolves.toContainEqual(
        expect.objectContaining({ type: 'completed' }),
      );
    }
  });

  it('of a change with a protection are won by the protection', async () => {
    const { engine } = account.engine();
    const { service } = testPortal(engine);
    const change = { suffix: 'kept', retention: 'destroy' as const };
    await end(
      engine.run(
        'deploy',
        request('kept', { retention: 'snapshot' }),
        account.by('mia'),
      ),
    );
    const authorization = await service.authorize('deploy', change, {
      credentials: WHO.mia,
    });
    await end(
      engine.run(
        'deploy',
        { suffix: 'kept', retention: 'retain' },
        account.by('mia'),
      ),
    );
    await expect(
      all(
        service.run('deploy', change, {
          authorization,
          token: account.token(),
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/^retention: 'kept' has been protected/),
    });
    await expect(
      engine.get({ suffix: 'kept', target: 'sandbox' }),
    ).resolves.toMatchObject({
      retention: 'retain',
      terminationProtection: true,
    });
  });

  it('of a deployment with a teardown are lost by the deployment', async () => {
    const { engine } = account.engine();
    await end(engine.run('deploy', request('leaving'), account.by('jo')));
    const gone = end(
      engine.run(
        'teardown',
        confirmed({ suffix: 'leaving', target: 'sandbox' }),
        { token: account.token() },
      ),
    );
    while (account.statuses('leaving')[0] !== 'DELETE_IN_PROGRESS') {
      await sleep(POLL_MS);
    }
    for (const deployer of [engine, account.engine().engine]) {
      await expect(
        end(deployer.run('deploy', request('leaving'), account.by('jo'))),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    }
    await expect(gone).resolves.toMatchObject({ operation: 'delete' });
  });

  it('of two teardowns are won by both', async () => {
    const { engine } = account.engine();
    await end(engine.run('deploy', request('twice'), account.by('jo')));
    const ref = { suffix: 'twice', target: 'sandbox' };
    const outcomes = await Promise.all([
      end(engine.run('teardown', confirmed(ref), { token: account.token() })),
      end(
        account
          .engine()
          .engine.run('teardown', confirmed(ref), { token: account.token() }),
      ),
      end(engine.run('teardown', confirmed(ref), { token: account.token() })),
    ]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ operation: 'delete' });
    }
    expect(account.statuses('twice')).toEqual(['DELETE_COMPLETE']);
  });
});
