import { stripVTControlCharacters } from 'node:util';
import {
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from '@playwright/test';
import { findDisagreements } from '../chaos/campaign/findDisagreements';
import { BackendProcess } from '../chaos/processes/BackendProcess';
import { StackState } from '../chaos/processes/SandboxProcess';
import { TaskPoll } from '../chaos/TaskPoll';
import { Replicas } from './Replicas';

/** Sandbox seconds per second: no operation ends; operations are slow; fast. */
const STILL = 0;
const SLOW = 1;
const FAST = 400;

const HOUR_MS = 3_600_000;

/** Number of concurrent requests for one name. */
const RIVALS = 8;

test.describe(
  'two replicas of the portal on one PostgreSQL',
  { tag: '@verify' },
  () => {
    test.describe.configure({ mode: 'serial' });

    let portal: Replicas;

    test.beforeAll(async () => {
      portal = await Replicas.create(FAST);
      await portal.start();
    });

    test.afterAll(async () => {
      await portal?.stop();
    });

    test('accept one of several concurrent requests for a name, and the others change nothing', async () => {
      await portal.sandbox.setSpeed(STILL);
      const tasks = await Promise.all(
        Array.from({ length: RIVALS }, async (_, index) => {
          const { client } = portal.both[index % 2];
          const description = `Rival ${index}`;
          return {
            description,
            id: await client.startTask('tap-postgres', {
              suffix: 'wanted',
              size: 'micro',
              description,
            }),
          };
        }),
      );
      const polls = tasks.map(
        ({ id }) => new TaskPoll(portal.other.client, id),
      );
      const outcomes = () => Promise.all(polls.map(poll => poll.status()));
      await expect
        .poll(
          async () => (await outcomes()).filter(s => s === 'failed').length,
          {
            timeout: 180_000,
          },
        )
        .toBe(RIVALS - 1);
      await portal.sandbox.setSpeed(FAST);
      await expect
        .poll(
          async () => (await outcomes()).filter(s => s === 'completed').length,
        )
        .toBe(1);

      for (const { id } of tasks) {
        if ((await portal.other.client.task(id)).status === 'failed') {
          expect(await portal.other.client.lastMessage(id)).toMatch(
            /suffix: .*wanted.*nothing was done/i,
          );
        }
      }
      const stacks = await stacksOf('wanted');
      expect(stacks.map(({ status }) => status)).toEqual(['CREATE_COMPLETE']);
      expect(stacks[0].tokens).toHaveLength(1);
      await agreed();
      const winner = tasks[(await outcomes()).indexOf('completed')];
      const answer = await portal.one.client.get(
        '/api/tap/environments/sandbox/wanted',
      );
      expect(await answer.json()).toMatchObject({
        description: winner.description,
        lastTaskId: winner.id,
      });
    });

    test('complete an operation once if the replica that started it hangs and continues later', async () => {
      const { one, other, sandbox } = portal;
      await Promise.all(
        ['hung-upd', 'hung-del'].map(async suffix =>
          ended(
            await other.client.startTask('tap-postgres', {
              suffix,
              size: 'micro',
              owner: 'group:default/crew',
            }),
            'completed',
          ),
        ),
      );
      await sandbox.setSpeed(SLOW);
      const start = (suffix: string) =>
        one.client.startTask('tap-postgres', {
          suffix,
          size: 'micro',
          owner: 'group:default/crew',
          description: 'by the one that hangs',
        });
      const tasks = [
        await start('hung-new'),
        await start('hung-upd'),
        await one.client.startTask('tap-postgres-teardown', {
          suffix: 'hung-del',
          confirm: 'hung-del',
        }),
      ];
      await expect
        .poll(() => statuses(['hung-new', 'hung-upd', 'hung-del']))
        .toEqual([
          'CREATE_IN_PROGRESS',
          'UPDATE_IN_PROGRESS',
          'DELETE_IN_PROGRESS',
        ]);
      await sandbox.setSpeed(STILL);
      // The last one hangs between the call and its response; the call is accepted in the meantime.
      const { late = 0 } = await sandbox.hits();
      await sandbox.addFault({
        kind: 'late',
        operation: '^CreateStack$',
        milliseconds: 30_000,
        count: 1,
      });
      tasks.push(await start('hung-call'));
      await expect
        .poll(async () => (await sandbox.hits()).late, { intervals: [50] })
        .toBe(late + 1);
      one.backend.pause();

      try {
        for (const task of tasks.slice(0, 3)) {
          const poll = new TaskPoll(other.client, task);
          await expect
            .poll(
              async () => {
                await poll.status();
                return other.client.logOf(task);
              },
              { timeout: 180_000 },
            )
            .toContain('is already in progress');
        }
        await expect
          .poll(() => statuses(['hung-call']), { timeout: 120_000 })
          .toEqual(['CREATE_IN_PROGRESS']);
      } finally {
        one.backend.resume();
      }
      await one.client.get('/api/tap/environments');
      expect(
        await statuses(['hung-new', 'hung-upd', 'hung-del', 'hung-call']),
      ).toEqual([
        'CREATE_IN_PROGRESS',
        'UPDATE_IN_PROGRESS',
        'DELETE_IN_PROGRESS',
        'CREATE_IN_PROGRESS',
      ]);
      await sandbox.setSpeed(FAST);

      for (const task of tasks) {
        await ended(task, 'completed');
      }
      await agreed();
      const suffixes = ['hung-new', 'hung-upd', 'hung-del', 'hung-call'];
      const operations = await Promise.all(
        suffixes.map(async suffix =>
          (
            await stacksOf(suffix)
          ).map(({ status, tokens }) => [status, tokens.length]),
        ),
      );
      expect(operations).toEqual([
        [['CREATE_COMPLETE', 1]],
        [['UPDATE_COMPLETE', 2]],
        [['DELETE_COMPLETE', 2]],
        [['CREATE_COMPLETE', 1]],
      ]);
      for (const [suffix, end] of [
        ['hung-new', 'is ready'],
        ['hung-upd', 'was changed'],
        ['hung-del', 'was torn down'],
        ['hung-call', 'is ready'],
      ]) {
        const title = `PostgreSQL environment ${suffix} ${end}`;
        // The members of the group that owns them, once each.
        await expect
          .poll(() => notified(title))
          .toEqual(['user:default/guest', 'user:default/robin']);
      }
    });

    test('tear down an expired environment once', async () => {
      await ended(
        await portal.one.client.startTask('tap-postgres', {
          suffix: 'expired',
          size: 'micro',
          owner: 'group:default/crew',
          expiresIn: '1h',
        }),
        'completed',
      );
      await expireNow('expired');
      await expect
        .poll(
          async () => {
            await triggerBoth('tap-expiry');
            return statuses(['expired']);
          },
          { intervals: [1000], timeout: 120_000 },
        )
        .toEqual(['DELETE_COMPLETE']);
      await triggerBoth('tap-expiry');
      await agreed();

      const [stack] = await stacksOf('expired');
      // Created, expired by the test, deleted.
      expect(stack.tokens).toHaveLength(3);
      // The teardown ends once the catalog does not show the environment, which is after the end of the stack.
      await expect
        .poll(async () =>
          (await portal.one.client.tasks())
            .filter(({ spec }) => spec.parameters?.suffix === 'expired')
            .map(({ status }) => status),
        )
        .toEqual(['completed', 'completed']);
      expect(
        await notified(
          'PostgreSQL environment expired has expired and is being torn down',
        ),
      ).toEqual(['user:default/guest', 'user:default/robin']);
    });

    test('complete and report the operation of a killed task once', async () => {
      const { one, other, sandbox } = portal;
      await one.backend.stop();
      // The keys that signed its users' tokens are lost: the tasks that it leaves behind are rejected.
      await portal.startOne(one, { tokenKeys: 'memory' });
      await sandbox.setSpeed(SLOW);
      const task = await one.client.startTask('tap-postgres', {
        suffix: 'orphan',
        size: 'micro',
        owner: 'group:default/crew',
      });
      await expect
        .poll(() => statuses(['orphan']))
        .toEqual(['CREATE_IN_PROGRESS']);
      await one.backend.kill();
      await portal.startOne(one);
      await ended(task, 'failed');
      expect(await other.client.lastMessage(task)).toMatch(/401 Unauthorized/);
      await sandbox.setSpeed(FAST);

      const title = 'PostgreSQL environment orphan is ready';
      await expect
        .poll(
          async () => {
            await triggerBoth('tap-reconciler');
            return notified(title);
          },
          { intervals: [1000], timeout: 150_000 },
        )
        .toEqual(['user:default/guest', 'user:default/robin']);
      for (let pass = 0; pass < 3; pass++) {
        await triggerBoth('tap-reconciler');
      }
      await agreed();
      expect(await notified(title)).toHaveLength(2);
      // Each replica that has followed it writes one audit event; only one has notified the owners.
      const audited = await Promise.all(
        portal.both.map(({ backend }) =>
          loggedBy(
            backend,
            'eventId="environment-follow"',
            '"suffix":"orphan"',
            'status="succeeded"',
          ),
        ),
      );
      const counts = audited.map(({ length }) => length).sort();
      expect([
        [0, 1],
        [1, 1],
      ]).toContainEqual(counts);
    });

    async function stacksOf(suffix: string): Promise<StackState[]> {
      const { stacks } = await portal.sandbox.state();
      return stacks.filter(({ name }) => name === `TapStack-${suffix}`);
    }

    async function statuses(suffixes: string[]) {
      const stacks = await Promise.all(suffixes.map(stacksOf));
      return stacks.map(found => found.at(-1)?.status);
    }

    async function ended(taskId: string, status: string): Promise<void> {
      const poll = new TaskPoll(portal.other.client, taskId);
      await expect.poll(() => poll.status(), { timeout: 180_000 }).toBe(status);
    }

    /** Waits until the catalog matches the stacks, on both replicas. */
    async function agreed(): Promise<void> {
      for (const { client } of portal.both) {
        await expect
          .poll(
            async () =>
              findDisagreements({
                state: await portal.sandbox.state(),
                systems: await client.systems(),
                resources: await client.resources(),
              }),
            { timeout: 120_000 },
          )
          .toEqual([]);
      }
    }

    /** Runs a job on both replicas, if they accept it: one that is running rejects it. */
    async function triggerBoth(job: string): Promise<void> {
      const answers = await Promise.all(
        portal.both.map(({ client }) =>
          client.post(`/api/tap/.backstage/scheduler/v1/tasks/${job}/trigger`),
        ),
      );
      for (const { status } of answers) {
        expect([200, 409]).toContain(status);
      }
    }

    /** The recipients of notifications with this title, once per notification. */
    async function notified(title: string): Promise<string[]> {
      const rows = await portal.query<{ user: string }>(
        'notifications',
        'select "user" from notification where title = $1 order by "user"',
        [title],
      );
      return rows.map(({ user }) => user);
    }

    /** Changes the expiry in the stack itself, the source of truth. */
    async function expireNow(suffix: string): Promise<void> {
      const { cloudFormation } = portal.sandbox;
      const StackName = `TapStack-${suffix}`;
      const { Stacks } = await cloudFormation.send(
        new DescribeStacksCommand({ StackName }),
      );
      const { Capabilities, Parameters = [] } = Stacks![0];
      await cloudFormation.send(
        new UpdateStackCommand({
          StackName,
          Capabilities,
          UsePreviousTemplate: true,
          ClientRequestToken: 'the-test-lets-it-expire',
          Parameters: Parameters.map(({ ParameterKey, ParameterValue }) =>
            ParameterKey === 'TapMetadata'
              ? { ParameterKey, ParameterValue: expired(ParameterValue!) }
              : { ParameterKey, UsePreviousValue: true },
          ),
        }),
      );
      await expect.poll(() => statuses([suffix])).toEqual(['UPDATE_COMPLETE']);
    }
  },
);

function expired(metadata: string): string {
  const facts = JSON.parse(Buffer.from(metadata, 'base64url').toString());
  const expiresAt = new Date(Date.now() - HOUR_MS).toISOString();
  return Buffer.from(JSON.stringify({ ...facts, expiresAt })).toString(
    'base64url',
  );
}

/** Log lines of a back end that contain all of these texts. */
async function loggedBy(
  backend: BackendProcess,
  ...parts: string[]
): Promise<string[]> {
  return stripVTControlCharacters(await backend.log())
    .split('\n')
    .filter(line => parts.every(part => line.includes(part)));
}
