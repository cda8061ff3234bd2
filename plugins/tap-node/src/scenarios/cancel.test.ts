import { ProgressEvent } from '@tap/plugin-tap-common';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  begun,
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';

jest.setTimeout(60_000);

/** Between two looks at what has happened. */
const POLL_MS = 5;

const FAST = 2_000;

/** Cancels as soon as AWS accepts the operation. */
async function cancelOnceAccepted(
  progress: AsyncIterable<ProgressEvent>,
  abort: AbortController,
  afterwards: () => void,
): Promise<string[]> {
  const notices: string[] = [];
  for await (const event of progress) {
    if (event.type === 'accepted') {
      abort.abort();
      afterwards();
    }
    if (event.type === 'notice') {
      notices.push(event.message);
    }
  }
  return notices;
}

describe('cancelling', () => {
  let account: TestAccount;
  let abort: AbortController;

  beforeAll(async () => {
    account = await TestAccount.start();
  });
  beforeEach(() => {
    abort = new AbortController();
    account.sandbox.clock.setSpeed(FAST);
  });
  afterAll(async () => {
    await account.stop();
  });

  it('deletes a stack in creation, and ends when it is deleted', async () => {
    account.sandbox.clock.setSpeed(0);
    const { engine } = account.engine();
    await expect(
      cancelOnceAccepted(
        engine.run(
          'deploy',
          request('stopped'),
          account.by('jo', { signal: abort.signal }),
        ),
        abort,
        () => account.sandbox.clock.setSpeed(FAST),
      ),
    ).rejects.toMatchObject({
      name: 'OperationCancelledError',
      message: expect.stringMatching(/Nothing is left/),
    });
    expect(account.statuses('stopped')).toEqual(['DELETE_COMPLETE']);
  });

  it('recognizes its own deletion if the response was lost', async () => {
    account.sandbox.clock.setSpeed(0);
    account.sandbox.faults.add({
      kind: 'drop',
      when: 'after',
      operation: '^DeleteStack$',
      count: 1,
    });
    const { engine } = account.engine();
    await expect(
      cancelOnceAccepted(
        engine.run(
          'deploy',
          request('unheard'),
          account.by('jo', { signal: abort.signal }),
        ),
        abort,
        () => account.sandbox.clock.setSpeed(FAST),
      ),
    ).rejects.toMatchObject({ name: 'OperationCancelledError' });
    expect(account.sandbox.faults.hits().drop).toBe(1);
    expect(account.statuses('unheard')).toEqual(['DELETE_COMPLETE']);
  });

  it('makes no call if no operation has started', async () => {
    abort.abort();
    await expect(
      end(
        account
          .engine()
          .engine.run(
            'deploy',
            request('never'),
            account.by('jo', { signal: abort.signal, createOnly: true }),
          ),
      ),
    ).rejects.toMatchObject({ name: 'OperationCancelledError' });
    expect(account.statuses('never')).toEqual([]);
  });

  it('rolls back an update, and reports what RDS does not revert', async () => {
    const { engine } = account.engine();
    await end(engine.run('deploy', request('back'), account.by('jo')));
    account.sandbox.clock.setSpeed(2);
    const failure = await cancelOnceAccepted(
      engine.run(
        'deploy',
        request('back', { size: 'large' }),
        account.by('jo', { signal: abort.signal }),
      ),
      abort,
      () => {},
    ).catch(error => error);
    expect(failure).toMatchObject({
      name: 'OperationCancelledError',
      message: expect.stringMatching(/rolled back.*larger storage/),
    });
    await expect(
      engine.get({ suffix: 'back', target: 'sandbox' }),
    ).resolves.toMatchObject({
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      size: 'micro',
    });
  });

  it('cannot stop a teardown, and reports it', async () => {
    const { engine } = account.engine();
    await end(engine.run('deploy', request('going'), account.by('jo')));
    account.sandbox.clock.setSpeed(0);
    const notices = await cancelOnceAccepted(
      engine.run(
        'teardown',
        confirmed({ suffix: 'going', target: 'sandbox' }),
        { token: account.token(), signal: abort.signal },
      ),
      abort,
      () => account.sandbox.clock.setSpeed(FAST),
    );
    expect(notices).toEqual([expect.stringMatching(/cannot be cancelled/)]);
    expect(account.statuses('going')).toEqual(['DELETE_COMPLETE']);
  });

  it('reaches AWS even if the back end stops right after', async () => {
    account.sandbox.clock.setSpeed(0);
    const first = account.engine();
    account.sandbox.calls.reset();
    const done = cancelOnceAccepted(
      first.engine.run(
        'deploy',
        request('click'),
        account.by('jo', { signal: abort.signal }),
      ),
      abort,
      () => {},
    );
    done.catch(() => {});
    while (account.sandbox.calls.total('cloudformation:DeleteStack') === 0) {
      await sleep(POLL_MS);
    }
    await first.crash();
    account.sandbox.clock.setSpeed(FAST);
    await account.settled('click');
    expect(account.statuses('click')).toEqual(['DELETE_COMPLETE']);
  });

  describe('if the back end stops before it calls AWS', () => {
    /** A creation in progress without a watcher. */
    async function abandoned(suffix: string): Promise<string> {
      account.sandbox.clock.setSpeed(0);
      const first = account.engine();
      const { event, outcome } = await begun(
        first.engine.run('deploy', request(suffix), account.by('jo')),
      );
      outcome.catch(() => undefined);
      await first.crash();
      return event.stackId;
    }

    const follow = (stackId: string, cancelledAt: string) =>
      end(account.engine().engine.follow('sandbox', stackId, { cancelledAt }));

    it('deletes a stack that is still in creation', async () => {
      const stackId = await abandoned('early');
      const following = follow(stackId, new Date().toISOString());
      account.sandbox.clock.setSpeed(FAST);
      await expect(following).rejects.toMatchObject({
        name: 'OperationCancelledError',
      });
      expect(account.statuses('early')).toEqual(['DELETE_COMPLETE']);
    });

    it('deletes a stack that was completed since', async () => {
      const stackId = await abandoned('since');
      const cancelledAt = new Date().toISOString();
      account.sandbox.clock.setSpeed(FAST);
      await account.settled('since');
      expect(account.statuses('since')).toEqual(['CREATE_COMPLETE']);
      await expect(follow(stackId, cancelledAt)).rejects.toMatchObject({
        name: 'OperationCancelledError',
        message: expect.stringMatching(/Nothing is left/),
      });
      expect(account.statuses('since')).toEqual(['DELETE_COMPLETE']);
    });

    it('does not delete a stack that was complete before', async () => {
      const stackId = await abandoned('late');
      account.sandbox.clock.setSpeed(FAST);
      await account.settled('late');
      const cancelledAt = new Date(Date.now() + 1_000).toISOString();
      await expect(follow(stackId, cancelledAt)).resolves.toMatchObject({
        operation: 'none',
      });
      expect(account.statuses('late')).toEqual(['CREATE_COMPLETE']);
    });
  });
});
