import { ProgressEvent } from '@tap/plugin-tap-common';
import {
  all,
  begun,
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';
import { isDone } from '../__testUtils__/deferred';

jest.setTimeout(120_000);

/** Sandbox seconds per second. */
const FAST = 2_000;

describe('an operation whose back end stops', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start();
  });
  // The sandbox's time is stopped, so that operations are in progress when the back end stops.
  beforeEach(() => account.sandbox.clock.setSpeed(0));
  afterAll(async () => {
    await account.stop();
  });
  afterEach(() => account.sandbox.faults.clear());

  /** The stack ends only after its operation is found in progress. */
  async function endOfFollowed(progress: AsyncIterable<ProgressEvent>) {
    const { event, outcome } = await begun(progress);
    expect(event).toMatchObject({ type: 'accepted', attached: true });
    account.sandbox.clock.setSpeed(FAST);
    return outcome;
  }

  it('is joined by the next one with the same token', async () => {
    const options = account.by('jo', { createOnly: true });
    const first = account.engine();
    const { event, outcome } = await begun(
      first.engine.run('deploy', request('killed'), options),
    );
    await first.crash();

    const second = account.engine();
    const again = await begun(
      second.engine.run('deploy', request('killed'), {
        ...options,
        resumed: true,
      }),
    );
    expect(again.event).toMatchObject({
      type: 'accepted',
      attached: true,
      stackId: event.stackId,
    });
    account.sandbox.clock.setSpeed(FAST);
    await again.outcome;
    expect(account.statuses('killed')).toEqual(['CREATE_COMPLETE']);
    // A back end that shuts down does not end its tasks: they neither fail nor succeed.
    expect(await isDone(outcome)).toBe(false);
  });

  it('is reported and not started again if it failed in the meantime', async () => {
    account.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Queue',
      action: 'create',
      reason: 'No queues today',
    });
    const options = account.by('jo', { createOnly: true });
    const first = account.engine();
    await begun(first.engine.run('deploy', request('lost'), options));
    await first.crash();
    account.sandbox.clock.setSpeed(FAST);
    await account.settled('lost');
    expect(account.statuses('lost')).toEqual(['DELETE_COMPLETE']);

    await expect(
      all(
        account
          .engine()
          .engine.run('deploy', request('lost'), { ...options, resumed: true }),
      ),
    ).rejects.toThrow(/'lost' could not be created.*No queues today/);
    expect(account.statuses('lost')).toEqual(['DELETE_COMPLETE']);
  });

  it('gets its protection if the back end stopped before', async () => {
    const options = account.by('jo', { createOnly: true });
    const first = account.engine();
    const { event } = await begun(
      first.engine.run(
        'deploy',
        request('shield', { retention: 'retain' }),
        options,
      ),
    );
    await first.crash();
    account.sandbox.clock.setSpeed(FAST);
    await account.settled('shield');

    const second = account.engine().engine;
    const ref = { suffix: 'shield', target: 'sandbox' };
    await expect(second.get(ref)).resolves.toMatchObject({
      terminationProtection: false,
    });
    await expect(
      end(second.follow('sandbox', event.stackId)),
    ).resolves.toMatchObject({ operation: 'none' });
    await expect(second.get(ref)).resolves.toMatchObject({
      terminationProtection: true,
    });
  });

  it('is followed to its end without a token by the reconciler', async () => {
    const first = account.engine();
    const { event } = await begun(
      first.engine.run('deploy', request('orphan'), account.by('jo')),
    );
    await first.crash();

    const second = account.engine().engine;
    await expect(
      endOfFollowed(second.follow('sandbox', event.stackId)),
    ).resolves.toMatchObject({
      operation: 'create',
      environment: { status: 'available' },
    });

    account.sandbox.clock.setSpeed(0);
    const third = account.engine();
    await begun(
      third.engine.run(
        'teardown',
        confirmed({ suffix: 'orphan', target: 'sandbox' }),
        { token: account.token() },
      ),
    );
    await third.crash();
    await expect(
      endOfFollowed(second.follow('sandbox', event.stackId)),
    ).resolves.toMatchObject({
      operation: 'delete',
      environment: { status: 'deleted' },
    });
  });

  it('is joined after the reconciler has started to follow it', async () => {
    const first = account.engine();
    const options = account.by('jo');
    const { event } = await begun(
      first.engine.run('deploy', request('both'), options),
    );
    await first.crash();

    const second = account.engine().engine;
    const followed = await begun(second.follow('sandbox', event.stackId));
    const resumed = end(
      second.run('deploy', request('both'), { ...options, resumed: true }),
    );
    account.sandbox.clock.setSpeed(FAST);
    await expect(resumed).resolves.toMatchObject({
      operation: 'create',
      environment: { status: 'available' },
    });
    await followed.outcome;
    expect(account.statuses('both')).toEqual(['CREATE_COMPLETE']);
  });

  it('ends a teardown that was in progress or ended when it resumes', async () => {
    const ref = { suffix: 'gone', target: 'sandbox' };
    account.sandbox.clock.setSpeed(FAST);
    const created = await end(
      account.engine().engine.run('deploy', request('gone'), account.by('jo')),
    );
    account.sandbox.clock.setSpeed(0);
    const options = {
      token: account.token(),
      stackId: created.environment.stackId,
    };
    const first = account.engine();
    await begun(first.engine.run('teardown', confirmed(ref), options));
    await first.crash();
    account.sandbox.clock.setSpeed(FAST);
    const second = account.engine().engine;
    await expect(
      end(
        second.run('teardown', confirmed(ref), { ...options, resumed: true }),
      ),
    ).resolves.toMatchObject({ operation: 'delete' });
    await expect(
      end(
        account.engine().engine.run('teardown', confirmed(ref), {
          ...options,
          resumed: true,
        }),
      ),
    ).resolves.toMatchObject({ environment: { status: 'deleted' } });
    expect(account.statuses('gone')).toEqual(['DELETE_COMPLETE']);
  });

  it('retries a teardown that failed without a watcher', async () => {
    const ref = { suffix: 'stuck', target: 'sandbox' };
    account.sandbox.clock.setSpeed(FAST);
    const created = await end(
      account.engine().engine.run('deploy', request('stuck'), account.by('jo')),
    );
    const failing = (count: number) =>
      account.sandbox.faults.add({
        kind: 'failResource',
        stack: '^TapStack-stuck$',
        logicalId: 'Topic',
        action: 'delete',
        reason: 'still subscribed',
        count,
      });
    failing(2);
    account.sandbox.clock.setSpeed(0);
    const options = {
      token: account.token(),
      stackId: created.environment.stackId,
    };
    const first = account.engine();
    await begun(first.engine.run('teardown', confirmed(ref), options));
    await first.crash();
    account.sandbox.clock.setSpeed(FAST);
    await account.settled('stuck');
    expect(account.statuses('stuck')).toEqual(['DELETE_FAILED']);
    const resume = () =>
      end(
        account.engine().engine.run('teardown', confirmed(ref), {
          ...options,
          resumed: true,
        }),
      );
    await expect(resume()).rejects.toThrow(/still subscribed/);
    // Both attempts failed in runs without a watcher.
    await expect(resume()).rejects.toThrow(/still subscribed/);
    expect(account.statuses('stuck')).toEqual(['DELETE_FAILED']);
  });

  it('ends an update that was in progress when it resumes', async () => {
    account.sandbox.clock.setSpeed(FAST);
    const created = await end(
      account.engine().engine.run('deploy', request('grown'), account.by('jo')),
    );
    // Change sets need time, too, so the time must not be stopped.
    account.sandbox.clock.setSpeed(2);
    const options = account.by('jo', { stackId: created.environment.stackId });
    const larger = request('grown', { size: 'large' });
    const first = account.engine();
    await begun(first.engine.run('deploy', larger, options));
    await first.crash();
    account.sandbox.clock.setSpeed(FAST);
    await expect(
      end(
        account
          .engine()
          .engine.run('deploy', larger, { ...options, resumed: true }),
      ),
    ).resolves.toMatchObject({
      operation: 'update',
      environment: { size: 'large', stackStatus: 'UPDATE_COMPLETE' },
    });
  });

  it('ends an extension that was in progress when it resumes, and makes no second one', async () => {
    account.sandbox.clock.setSpeed(FAST);
    await end(
      account
        .engine()
        .engine.run('deploy', request('longer'), account.by('jo')),
    );
    account.sandbox.clock.setSpeed(0);
    const ref = { suffix: 'longer', target: 'sandbox' };
    const token = account.token();
    const first = account.engine();
    await begun(
      first.engine.run('extend', { ...ref, expiresIn: '30d' }, { token }),
    );
    await first.crash();
    account.sandbox.calls.reset();
    account.sandbox.clock.setSpeed(FAST);
    await expect(
      end(
        // A resumed run computes the time again.
        account.engine().engine.run(
          'extend',
          { ...ref, expiresIn: '30d' },
          {
            token,
            resumed: true,
          },
        ),
      ),
    ).resolves.toMatchObject({
      operation: 'update',
      environment: { expiresAt: expect.any(String) },
    });
    expect(account.sandbox.calls.total('cloudformation:UpdateStack')).toBe(0);
  });

  it.each([
    ['did not answer', 'unanswered', {}, 'ServiceUnavailableError'],
    [
      'denied a call',
      'denied',
      { code: 'AccessDenied', httpStatus: 403 },
      'AwsAccessError',
    ],
  ])(
    'is read again by the same process if AWS %s at its end',
    async (_, suffix, answer, name) => {
      account.sandbox.clock.setSpeed(FAST);
      const { engine } = account.engine();
      const ref = { suffix, target: 'sandbox' };
      const { environment } = await end(
        engine.run('deploy', request(suffix), account.by('jo')),
      );
      const options = { token: account.token(), stackId: environment.stackId };
      const teardown = await begun(
        engine.run('teardown', confirmed(ref), options),
      );
      account.sandbox.faults.add({
        kind: 'error',
        operation: '^ListStackResources$',
        ...answer,
      });
      await expect(teardown.outcome).rejects.toMatchObject({ name });
      account.sandbox.faults.clear();
      await expect(
        end(
          engine.run('teardown', confirmed(ref), { ...options, resumed: true }),
        ),
      ).resolves.toMatchObject({ environment: { status: 'deleted' } });
    },
  );

  it('recognizes its own creation if the response was lost', async () => {
    account.sandbox.clock.setSpeed(FAST);
    account.sandbox.faults.add({
      kind: 'drop',
      when: 'after',
      operation: '^CreateStack$',
      count: 1,
    });
    const events = await all(
      account
        .engine()
        .engine.run(
          'deploy',
          request('dropped'),
          account.by('jo', { createOnly: true }),
        ),
    );
    expect(events[events.length - 1]).toMatchObject({ type: 'completed' });
    expect(account.statuses('dropped')).toEqual(['CREATE_COMPLETE']);
  });
});

describe('two runners of one task', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 50 });
  });
  afterAll(async () => {
    await account.stop();
  });

  it('in one process share one operation', async () => {
    const { engine } = account.engine();
    const options = account.by('jo', { createOnly: true });
    account.sandbox.calls.reset();
    const [a, b] = await Promise.all([
      all(engine.run('deploy', request('twice'), options)),
      all(
        engine.run('deploy', request('twice'), { ...options, resumed: true }),
      ),
    ]);
    expect(b).toEqual(a);
    expect(account.sandbox.calls.total('cloudformation:CreateStack')).toBe(1);
    // A third one, after the end, gets the same events.
    await expect(
      all(engine.run('deploy', request('twice'), options)),
    ).resolves.toEqual(a);
    expect(account.sandbox.calls.total('cloudformation:CreateStack')).toBe(1);
  });

  it('in two processes create one stack', async () => {
    const options = account.by('jo', { createOnly: true });
    const outcomes = await Promise.all([
      end(account.engine().engine.run('deploy', request('apart'), options)),
      end(account.engine().engine.run('deploy', request('apart'), options)),
    ]);
    expect(outcomes[0].environment.stackId).toBe(
      outcomes[1].environment.stackId,
    );
    expect(account.statuses('apart')).toEqual(['CREATE_COMPLETE']);
  });
});
