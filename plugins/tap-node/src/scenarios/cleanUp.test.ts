import {
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { ProgressEvent } from '@tap/plugin-tap-common';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  all,
  begun,
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';

jest.setTimeout(60_000);

/** Between two looks at what has happened. */
const POLL_MS = 50;

/** Sandbox seconds per second. */
const FAST = 2_000;

/** The finding of a kept key. */
const KEY_LEFT = {
  code: 'resource-left',
  text: expect.stringMatching(/^Key \(AWS::KMS::Key /),
  resource: expect.any(String),
};

describe('the clean-up of a creation', () => {
  let account: TestAccount;
  let suffix: string;
  let count = 0;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: FAST });
  });
  beforeEach(() => {
    count += 1;
    suffix = `left-${count}`;
    account.sandbox.calls.reset();
  });
  afterEach(() => {
    account.sandbox.faults.clear();
    account.sandbox.readings.onFailureDelete = 'rollback';
    account.sandbox.clock.setSpeed(FAST);
  });
  afterAll(async () => {
    await account.stop();
  });

  const fail = (logicalId: string, action: 'create' | 'delete', more: object) =>
    account.sandbox.faults.add({
      kind: 'failResource',
      stack: `^TapStack-${suffix}$`,
      logicalId,
      action,
      ...more,
      reason:
        action === 'create'
          ? 'No queues today'
          : 'The topic has dependencies and cannot be deleted',
    });
  const failCreation = () => fail('Queue', 'create', { count: 1 });
  const failDeletions = (deletions?: number) =>
    fail('Topic', 'delete', { count: deletions });

  const ref = () => ({ suffix, target: 'sandbox' });
  const deploy = (more: object = {}) =>
    account
      .engine()
      .engine.run('deploy', request(suffix, more), account.by('jo'));
  const follow = (stackId: string) =>
    end(account.engine().engine.follow('sandbox', stackId));

  /** Cancels as soon as CloudFormation has accepted. */
  async function cancelled(
    start: (signal: AbortSignal) => AsyncIterable<ProgressEvent>,
  ): Promise<string[]> {
    account.sandbox.clock.setSpeed(0);
    const abort = new AbortController();
    const notices: string[] = [];
    for await (const event of start(abort.signal)) {
      if (event.type === 'resource' && event.logicalId === 'Topic') {
        abort.abort();
      }
      if (event.type === 'accepted') {
        account.sandbox.clock.setSpeed(20);
      }
      if (event.type === 'notice') {
        notices.push(event.message);
      }
    }
    return notices;
  }
  const deployAndCancel = (more: object = {}) =>
    cancelled(signal =>
      account
        .engine()
        .engine.run(
          'deploy',
          request(suffix, more),
          account.by('jo', { signal }),
        ),
    );

  /** A creation whose back end stops immediately; it fails, or is cancelled right before, and its deletion fails. */
  async function abandoned(ending: 'failed' | 'cancelled'): Promise<string> {
    account.sandbox.clock.setSpeed(0);
    const abort = new AbortController();
    const { engine, crash } = account.engine();
    const { event, outcome } = await begun(
      engine.run(
        'deploy',
        request(suffix),
        account.by('jo', { token: `token-${suffix}`, signal: abort.signal }),
      ),
    );
    outcome.catch(() => undefined);
    if (ending === 'cancelled') {
      account.sandbox.clock.setSpeed(20);
      await created('Topic');
      abort.abort();
      while (account.sandbox.calls.total('cloudformation:DeleteStack') === 0) {
        await sleep(POLL_MS);
      }
    }
    await crash();
    account.sandbox.clock.setSpeed(FAST);
    await account.settled(suffix);
    expect(account.statuses(suffix)).toEqual(['DELETE_FAILED']);
    account.sandbox.calls.reset();
    return event.stackId;
  }

  /** The status of the stack as returned by CloudFormation, possibly stale; undefined if there is no such stack. */
  async function read(stackId: string): Promise<string | undefined> {
    try {
      const { Stacks } = await account
        .cloudFormation()
        .send(new DescribeStacksCommand({ StackName: stackId }));
      return Stacks![0].StackStatus;
    } catch {
      return undefined;
    }
  }

  async function events(stackId: string) {
    const { StackEvents } = await account
      .cloudFormation()
      .send(new DescribeStackEventsCommand({ StackName: stackId }));
    return StackEvents!;
  }

  async function created(logicalId: string): Promise<void> {
    const isCreated = async () =>
      (await events(`TapStack-${suffix}`)).some(
        event =>
          event.LogicalResourceId === logicalId &&
          event.ResourceStatus === 'CREATE_COMPLETE',
      );
    while (!(await isCreated())) {
      await sleep(POLL_MS);
    }
  }

  /** Number of started deletions of the stack. */
  const deletions = async (stackId: string) =>
    (await events(stackId)).filter(
      event =>
        event.PhysicalResourceId === stackId &&
        event.ResourceStatus === 'DELETE_IN_PROGRESS',
    ).length;

  const deleteCalls = () =>
    account.sandbox.calls.total('cloudformation:DeleteStack');

  describe('while the engine follows it', () => {
    it('retries the deletion of a failed creation, and names the cause of the failure', async () => {
      failCreation();
      failDeletions(1);
      await expect(end(deploy())).rejects.toMatchObject({
        name: 'StackOperationError',
        message: expect.stringMatching(
          /could not be created\. Queue .*No queues today.* Nothing is left: /,
        ),
      });
      expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
      expect(deleteCalls()).toBe(1);
    });

    it('reports the remaining resources of a failed creation whose retry fails, and a teardown deletes them later', async () => {
      failCreation();
      failDeletions();
      await expect(end(deploy())).rejects.toMatchObject({
        name: 'StackOperationError',
        message: expect.stringMatching(
          /could not be created\. Queue .*No queues today.* is in state DELETE_FAILED\. Topic \(AWS::SNS::Topic\): .*has dependencies.* Also left: Key \(AWS::KMS::Key\)\. Remove what prevents the deletion, tear down the environment/,
        ),
      });
      expect(account.statuses(suffix)).toEqual(['DELETE_FAILED']);
      expect(deleteCalls()).toBe(1);
      account.sandbox.faults.clear();
      await expect(
        end(
          account.engine().engine.run('teardown', confirmed(ref()), {
            token: account.token(),
          }),
        ),
      ).resolves.toMatchObject({ operation: 'delete', kept: [] });
    });

    it('refers owners of protected environments to the console, because the portal does not tear these down', async () => {
      failCreation();
      failDeletions();
      await expect(end(deploy({ retention: 'retain' }))).rejects.toThrow(
        /Topic \(AWS::SNS::Topic\): .*delete the stack in the CloudFormation console/,
      );
    });

    it('retries the deletion of a cancelled creation', async () => {
      failDeletions(1);
      await expect(deployAndCancel()).rejects.toMatchObject({
        name: 'OperationCancelledError',
        message: expect.stringMatching(/was cancelled\. Nothing is left: /),
      });
      expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
      expect(deleteCalls()).toBe(2);
    });

    it('reports the remaining resources of a cancelled creation whose retry fails', async () => {
      failDeletions();
      await expect(deployAndCancel()).rejects.toMatchObject({
        name: 'StackOperationError',
        message: expect.stringMatching(
          /was cancelled\. .* is in state DELETE_FAILED\. Topic \(AWS::SNS::Topic\): .*has dependencies/,
        ),
      });
      expect(account.statuses(suffix)).toEqual(['DELETE_FAILED']);
      expect(deleteCalls()).toBe(2);
    });

    it('reports the resources that the DeletionPolicy keeps of a failed creation, if CloudFormation keeps them', async () => {
      account.sandbox.readings.onFailureDelete = 'deletion';
      failCreation();
      await expect(end(deploy({ retention: 'retain' }))).rejects.toMatchObject({
        name: 'StackOperationError',
        message: expect.stringMatching(
          /these resources remain and can cost money: Key \(AWS::KMS::Key \S+\)/,
        ),
        findings: [KEY_LEFT],
      });
    });

    it('reports the resources that the DeletionPolicy keeps of a cancelled creation', async () => {
      await expect(
        deployAndCancel({ retention: 'retain' }),
      ).rejects.toMatchObject({
        name: 'StackOperationError',
        message: expect.stringMatching(
          /these resources remain and can cost money: Key \(AWS::KMS::Key \S+\)\. Delete them by hand/,
        ),
        findings: [KEY_LEFT],
      });
      expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
    });

    it('continues a creation that cannot be cancelled because of termination protection', async () => {
      const notices = await cancelled(async function* start(signal) {
        const progress = account
          .engine()
          .engine.run('deploy', request(suffix), account.by('jo', { signal }));
        for await (const event of progress) {
          if (event.type === 'accepted') {
            await protect();
          }
          yield event;
        }
      });
      expect(notices).toEqual([
        expect.stringMatching(/cannot be cancelled .*TerminationProtection/),
      ]);
      expect(account.statuses(suffix)).toEqual(['CREATE_COMPLETE']);
    });
  });

  describe.each(['failed', 'cancelled'] as const)(
    'if the back end of a %s creation stops before the retry',
    ending => {
      const reported =
        ending === 'failed' ? /Queue .*No queues today/ : /was cancelled/;

      beforeEach(() => {
        if (ending === 'failed') {
          failCreation();
        }
      });

      it('is completed by the reconciler', async () => {
        failDeletions(1);
        const stackId = await abandoned(ending);
        const progress = all(
          account.engine().engine.follow('sandbox', stackId),
        );
        await expect(progress).rejects.toThrow(reported);
        await expect(progress).rejects.toThrow(/Nothing is left/);
        expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
        expect(await deletions(stackId)).toBe(2);
        // A later reader reports the same.
        await expect(follow(stackId)).rejects.toThrow(reported);
      });

      it('is retried once, and then reported with the resource', async () => {
        failDeletions();
        const stackId = await abandoned(ending);
        for (const _ of ['first', 'second']) {
          await expect(follow(stackId)).rejects.toThrow(
            /DELETE_FAILED\. Topic \(AWS::SNS::Topic\): .*has dependencies/,
          );
          expect(await deletions(stackId)).toBe(2);
        }
        expect(account.statuses(suffix)).toEqual(['DELETE_FAILED']);
      });

      it('is retried once by two replicas at the same time', async () => {
        failDeletions(1);
        const stackId = await abandoned(ending);
        const both = [follow(stackId), follow(stackId)];
        for (const replica of both) {
          await expect(replica).rejects.toThrow(/Nothing is left/);
        }
        expect(await deletions(stackId)).toBe(2);
      });

      it('is completed if reads of the stack are stale', async () => {
        failDeletions(1);
        const stackId = await abandoned(ending);
        account.sandbox.faults.add({
          kind: 'stale',
          seconds: 2,
          operation: '^DescribeStacks$',
        });
        while ((await read(stackId)) !== 'DELETE_FAILED') {
          await sleep(POLL_MS);
        }
        await expect(follow(stackId)).rejects.toThrow(/Nothing is left/);
      });

      it('is completed by the resumed task', async () => {
        failDeletions(1);
        await abandoned(ending);
        await expect(
          end(
            account
              .engine()
              .engine.run(
                'deploy',
                request(suffix),
                account.by('jo', { token: `token-${suffix}`, resumed: true }),
              ),
          ),
        ).rejects.toThrow(reported);
        expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
      });

      it('keeps a stack with termination protection, and reports it', async () => {
        failDeletions(1);
        const stackId = await abandoned(ending);
        await protect();
        await expect(follow(stackId)).rejects.toThrow(
          /DELETE_FAILED\. Termination protection of the stack is on.*switch it off.*Topic \(AWS::SNS::Topic\)/,
        );
        expect(deleteCalls()).toBe(0);
        expect(account.statuses(suffix)).toEqual(['DELETE_FAILED']);
      });
    },
  );

  it.each(['failed', 'cancelled'] as const)(
    'reports a %s creation whose back end stops while CloudFormation deletes the stack',
    async ending => {
      if (ending === 'failed') {
        failCreation();
      }
      fail('Topic', 'delete', { count: 1, afterSeconds: 600 });
      // Slow enough that neither creation nor deletion ends before the back end stops.
      account.sandbox.clock.setSpeed(20);
      const abort = new AbortController();
      const first = account.engine();
      const { event, outcome } = await begun(
        first.engine.run(
          'deploy',
          request(suffix),
          account.by('jo', { signal: abort.signal }),
        ),
      );
      outcome.catch(() => undefined);
      if (ending === 'cancelled') {
        await created('Topic');
        abort.abort();
      }
      while ((await deletions(event.stackId)) === 0) {
        await sleep(POLL_MS);
      }
      await first.crash();
      expect(account.statuses(suffix)).toEqual(['DELETE_IN_PROGRESS']);
      account.sandbox.clock.setSpeed(FAST);
      const progress = await all(
        account.engine().engine.follow('sandbox', event.stackId),
      ).catch(error => error);
      expect(progress.message).toMatch(
        ending === 'failed' ? /No queues today.*Nothing is left/ : /cancelled/,
      );
      expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
    },
  );

  describe('does not repeat a deletion that', () => {
    const UNTOUCHED = {
      operation: 'none',
      calls: 0,
      statuses: ['DELETE_FAILED'],
    };
    const afterwards = async (stackId: string, portal?: string) => {
      account.sandbox.calls.reset();
      const { operation } = await end(
        account.engine({ portal }).engine.follow('sandbox', stackId),
      );
      return {
        operation,
        calls: deleteCalls(),
        statuses: account.statuses(suffix),
      };
    };

    it('a teardown ended', async () => {
      const { environment } = await end(deploy());
      failDeletions(2);
      await expect(
        end(
          account.engine().engine.run('teardown', confirmed(ref()), {
            token: account.token(),
          }),
        ),
      ).rejects.toThrow(/could not be torn down completely/);
      expect(await afterwards(environment.stackId)).toEqual(UNTOUCHED);
    });

    it('another user started on the stack of a failed creation', async () => {
      failCreation();
      failDeletions(2);
      const stackId = await abandoned('failed');
      await account.cloudFormation().send(
        new DeleteStackCommand({
          StackName: stackId,
          ClientRequestToken: `Console-DeleteStack-${suffix}`,
        }),
      );
      await account.settled(suffix);
      expect(await afterwards(stackId)).toEqual(UNTOUCHED);
    });

    it('ended the creation of another portal', async () => {
      failCreation();
      failDeletions(1);
      const stackId = await abandoned('failed');
      expect(await afterwards(stackId, 'other')).toEqual(UNTOUCHED);
    });
  });

  async function protect(): Promise<void> {
    await account.cloudFormation().send(
      new UpdateTerminationProtectionCommand({
        StackName: `TapStack-${suffix}`,
        EnableTerminationProtection: true,
      }),
    );
  }
});
