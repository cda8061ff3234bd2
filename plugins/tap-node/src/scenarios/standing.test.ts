import { UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { OperationName } from '@tap/plugin-tap-common';
import {
  begun,
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';

jest.setTimeout(120_000);

/** Sandbox seconds per second. */
const FAST = 2_000;

describe('the state of the operation of a token', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: FAST });
  });
  afterEach(() => {
    account.sandbox.faults.clear();
    account.sandbox.clock.setSpeed(FAST);
  });
  afterAll(async () => {
    await account.stop();
  });

  /** Reads the state in a back end that has only the token. */
  const standing = (
    suffix: string,
    options: { token: string; stackId?: string; operation?: OperationName },
  ) =>
    account
      .engine()
      .engine.standing(
        { suffix, target: 'sandbox' },
        { operation: 'deploy', ...options },
      );

  const ref = (suffix: string) => ({ suffix, target: 'sandbox' });

  /** A complete environment. */
  async function made(suffix: string) {
    const options = account.by('jo');
    const { environment } = await end(
      account.engine().engine.run('deploy', request(suffix), options),
    );
    return { token: options.token, stackId: environment.stackId };
  }

  it('of a creation: never started, in progress, ended, followed by another one', async () => {
    const options = account.by('jo', { createOnly: true });
    const { token } = options;
    await expect(standing('made', { token })).resolves.toBe('pending');

    account.sandbox.clock.setSpeed(0);
    const { engine } = account.engine();
    const { outcome } = await begun(
      engine.run('deploy', request('made'), options),
    );
    await expect(standing('made', { token })).resolves.toBe('current');
    // Another user's operation with the same name has not started.
    const other = account.token();
    await expect(standing('made', { token: other })).resolves.toBe('pending');

    account.sandbox.clock.setSpeed(FAST);
    await outcome;
    await expect(standing('made', { token })).resolves.toBe('current');

    const extension = { token: account.token() };
    const extended = await end(
      engine.run('extend', { ...ref('made'), expiresIn: '30d' }, extension),
    );
    const { stackId } = extended.environment;
    await expect(standing('made', { token })).resolves.toBe('superseded');
    await expect(standing('made', { ...extension, stackId })).resolves.toBe(
      'current',
    );
  });

  it('of a creation that failed and left no stack: ended', async () => {
    account.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Queue',
      action: 'create',
      reason: 'No queues today',
    });
    const options = account.by('jo', { createOnly: true });
    const { token } = options;
    await expect(
      end(account.engine().engine.run('deploy', request('failed'), options)),
    ).rejects.toThrow('No queues today');
    account.sandbox.faults.clear();
    await expect(standing('failed', { token })).resolves.toBe('current');

    const next = await made('failed');
    await expect(standing('failed', { token })).resolves.toBe('current');
    await expect(standing('failed', next)).resolves.toBe('current');
  });

  it('of a creation that is cancelled and deleted: in progress', async () => {
    account.sandbox.clock.setSpeed(0);
    const cancellation = new AbortController();
    const { signal } = cancellation;
    const options = account.by('jo', { createOnly: true, signal });
    const { token } = options;
    const { outcome } = await begun(
      account.engine().engine.run('deploy', request('undone'), options),
    );
    cancellation.abort();
    const statuses = () => account.statuses('undone');
    while (!statuses().includes('DELETE_IN_PROGRESS')) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await expect(standing('undone', { token })).resolves.toBe('current');
    account.sandbox.clock.setSpeed(FAST);
    await expect(outcome).rejects.toThrow('was cancelled');
  });

  it('of a change that was followed by one outside the portal', async () => {
    const { stackId } = await made('outside');
    const options = account.by('jo', { stackId });
    const change = request('outside', { backupRetentionDays: 9 });
    await end(account.engine().engine.run('deploy', change, options));
    const { token } = options;
    await expect(standing('outside', { token, stackId })).resolves.toBe(
      'current',
    );

    await account.cloudFormation().send(
      new UpdateStackCommand({
        StackName: stackId,
        UsePreviousTemplate: true,
        Parameters: [{ ParameterKey: 'TapMetadata', ParameterValue: 'e30' }],
      }),
    );
    await account.settled('outside');
    await expect(standing('outside', { token, stackId })).resolves.toBe(
      'superseded',
    );
  });

  it('of a teardown: never started, failed, and those of other users', async () => {
    const { stackId } = await made('stuck');
    const { engine } = account.engine();
    const token = account.token();
    const teardown = { token, stackId, operation: 'teardown' as const };
    await expect(standing('stuck', teardown)).resolves.toBe('pending');

    account.sandbox.faults.add({
      kind: 'failResource',
      stack: '^TapStack-stuck$',
      logicalId: 'Topic',
      action: 'delete',
      reason: 'still subscribed',
    });
    await expect(
      end(engine.run('teardown', confirmed(ref('stuck')), { token, stackId })),
    ).rejects.toThrow('still subscribed');
    // Another deletion is needed.
    await expect(standing('stuck', teardown)).resolves.toBe('pending');

    account.sandbox.faults.clear();
    account.sandbox.clock.setSpeed(0);
    const other = { token: account.token(), stackId };
    const { outcome } = await begun(
      engine.run('teardown', confirmed(ref('stuck')), other),
    );
    await expect(standing('stuck', teardown)).resolves.toBe('current');
    const change = { token: account.token(), stackId };
    await expect(standing('stuck', change)).resolves.toBe('pending');
    account.sandbox.clock.setSpeed(FAST);
    await outcome;
    await expect(standing('stuck', teardown)).resolves.toBe('current');
    await expect(standing('stuck', change)).resolves.toBe('pending');
  });

  it('if it runs in the same process: in progress, without a call to AWS', async () => {
    const { stackId } = await made('here');
    const { engine } = account.engine();
    account.sandbox.clock.setSpeed(0);
    const options = { token: account.token(), stackId };
    const { outcome } = await begun(
      engine.run('teardown', confirmed(ref('here')), options),
    );
    account.sandbox.faults.add({ kind: 'error', operation: '.*' });
    await expect(
      engine.standing(ref('here'), {
        ...options,
        operation: 'teardown' as const,
      }),
    ).resolves.toBe('current');
    account.sandbox.faults.clear();
    account.sandbox.clock.setSpeed(FAST);
    await outcome;
  });
});

describe('the state of an operation that the reconciler has completed', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({ stackModule: '@tap/stack/module' });
  });
  afterAll(async () => {
    await account.stop();
  });

  it('ended: the steps of the reconciler are part of it', async () => {
    const snapshot = request('settled', { retention: 'snapshot' });
    const options = account.by('jo', { createOnly: true });
    const crashing = account.engine();
    const { event } = await begun(
      crashing.engine.run('deploy', snapshot, options),
    );
    await crashing.crash();
    account.sandbox.clock.setSpeed(FAST);
    const { engine } = account.engine();
    await end(engine.follow('sandbox', event.stackId));
    const { token } = options;
    const [{ tokens }] = account.sandbox.state().stacks;
    expect(tokens).toEqual([token, expect.not.stringContaining(token)]);

    await expect(
      engine.standing(
        { suffix: 'settled', target: 'sandbox' },
        { token, operation: 'deploy' },
      ),
    ).resolves.toBe('current');
  });
});
