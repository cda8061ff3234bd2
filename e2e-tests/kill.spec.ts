import { expect, test } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findDisagreements } from '../chaos/campaign/findDisagreements';
import { PortalClient } from '../chaos/PortalClient';
import { BackendProcess } from '../chaos/processes/BackendProcess';
import { SandboxProcess, StackState } from '../chaos/processes/SandboxProcess';

/** Sandbox seconds per second: slow, so that an operation stays in progress, and fast. */
const SLOW = 1;
const FAST = 400;

test.describe('kill -9 of the back end', () => {
  test.setTimeout(300_000);

  let directory: string;
  let sandbox: SandboxProcess;
  let backend: BackendProcess;
  let portal: PortalClient;

  test.beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tap-kill-'));
    sandbox = await SandboxProcess.start({ directory, speed: FAST });
    backend = await BackendProcess.create({
      directory,
      sandboxUrl: sandbox.url,
    });
    portal = new PortalClient(backend.url);
  });

  test.afterAll(async () => {
    await backend?.stop();
    await sandbox?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  test.beforeEach(async () => {
    await sandbox.setSpeed(FAST);
  });

  test.afterEach(async () => {
    await backend.kill();
  });

  for (const { how, tag, prefix, before, after, ...expected } of [
    {
      how: 'the task resumes and completes',
      tag: [],
      prefix: 'on',
      before: {},
      after: {},
      taskEnds: 'completed',
      isFollowed: false,
      says: /Run completed with status: completed/,
    },
    {
      how: "the requester's token is invalid: the reconciler completes the operation",
      tag: '@verify',
      prefix: 'late',
      // The keys that signed the token are lost with the process.
      before: { tokenKeys: 'memory' as const },
      after: {},
      taskEnds: 'failed',
      isFollowed: true,
      says: /401 Unauthorized/,
    },
    {
      how: 'without task recovery: the reconciler completes the operation',
      tag: '@verify',
      prefix: 'off',
      before: { taskRecovery: false },
      after: { taskRecovery: false },
      taskEnds: 'processing',
      isFollowed: true,
      // No back end completes the task: the scaffolder fails it after a day.
      says: /^$/,
    },
  ]) {
    test(`during deploy, update and teardown: ${how}`, { tag }, async () => {
      const { taskEnds, isFollowed, says } = expected;
      const [made, changed, removed] = ['new', 'upd', 'del'].map(
        suffix => `${prefix}-${suffix}`,
      );
      await backend.start(before);
      await backend.ready();
      await Promise.all(
        [changed, removed].map(async suffix =>
          ended(
            await portal.startTask('tap-postgres', { suffix, size: 'micro' }),
            'completed',
          ),
        ),
      );

      await sandbox.setSpeed(SLOW);
      const tasks = [
        await portal.startTask('tap-postgres', { suffix: made, size: 'micro' }),
        await portal.startTask('tap-postgres', {
          suffix: changed,
          size: 'micro',
          description: 'changed',
        }),
        await portal.startTask('tap-postgres-teardown', {
          suffix: removed,
          confirm: removed,
        }),
      ];
      await expect
        .poll(() => statuses([made, changed, removed]))
        .toEqual([
          'CREATE_IN_PROGRESS',
          'UPDATE_IN_PROGRESS',
          'DELETE_IN_PROGRESS',
        ]);
      await backend.kill();

      await backend.start(after);
      await backend.ready();
      await sandbox.setSpeed(FAST);
      await expect
        .poll(() => statuses([made, changed, removed]))
        .toEqual(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'DELETE_COMPLETE']);
      for (const task of tasks) {
        await ended(task, taskEnds);
        expect(await portal.lastMessage(task)).toMatch(says);
      }
      await agreed();

      // Exactly one operation each.
      expect(await operations(made)).toHaveLength(1);
      expect(await operations(changed)).toHaveLength(2);
      expect(await operations(removed)).toHaveLength(2);
      const titles = [
        `PostgreSQL environment ${made} is ready`,
        `PostgreSQL environment ${changed} was changed`,
        `PostgreSQL environment ${removed} was torn down`,
      ];
      await expect
        .poll(() => notified(titles), { timeout: 150_000 })
        .toEqual(titles);
      // What was reported before the restart is not reported again.
      const earlier = [changed, removed].map(
        suffix => `PostgreSQL environment ${suffix} is ready`,
      );
      expect(await notified(earlier)).toEqual(earlier);
      const trail = await Promise.all(
        [made, changed, removed].map(suffix => audited(suffix)),
      );
      expect(trail).toEqual(
        isFollowed
          ? [
              ['follow succeeded'],
              ['deploy succeeded', 'follow succeeded'],
              ['deploy succeeded', 'follow succeeded'],
            ]
          : [
              ['deploy succeeded'],
              ['deploy succeeded', 'deploy succeeded'],
              ['deploy succeeded', 'teardown succeeded'],
            ],
      );
    });
  }

  test(
    'right after a cancel: the creation is deleted, the update rolled back',
    { tag: '@verify' },
    async () => {
      await backend.start();
      await backend.ready();
      await ended(
        await portal.startTask('tap-postgres', {
          suffix: 'c-upd',
          size: 'micro',
        }),
        'completed',
      );
      await sandbox.setSpeed(SLOW);
      const tasks = [
        await portal.startTask('tap-postgres', {
          suffix: 'c-new',
          size: 'micro',
        }),
        await portal.startTask('tap-postgres', {
          suffix: 'c-upd',
          size: 'small',
        }),
      ];
      await expect
        .poll(() => statuses(['c-new', 'c-upd']))
        .toEqual(['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS']);
      await Promise.all(
        tasks.map(task =>
          portal.post(`/api/scaffolder/v2/tasks/${task}/cancel`),
        ),
      );
      await backend.kill();

      await backend.start();
      await backend.ready();
      await expect
        .poll(() => statuses(['c-new', 'c-upd']), { timeout: 150_000 })
        .toEqual([
          expect.stringMatching(/^DELETE_/),
          expect.stringMatching(/^UPDATE_ROLLBACK_/),
        ]);
      await sandbox.setSpeed(FAST);
      await expect
        .poll(() => statuses(['c-new', 'c-upd']))
        .toEqual(['DELETE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);
      for (const task of tasks) {
        await ended(task, 'failed');
      }
      await agreed();
      const titles = [
        'The creation of PostgreSQL environment c-new was cancelled',
        'The change of PostgreSQL environment c-upd was cancelled',
      ];
      await expect
        .poll(() => notified(titles), { timeout: 150_000 })
        .toEqual(titles);
      expect(await audited('c-new')).toEqual(['follow failed']);
      expect(await audited('c-upd')).toEqual([
        'deploy succeeded',
        'follow failed',
      ]);
    },
  );

  async function newest(suffix: string): Promise<StackState | undefined> {
    const { stacks } = await sandbox.state();
    return stacks.find(({ name }) => name === `TapStack-${suffix}`);
  }

  async function statuses(suffixes: string[]) {
    const stacks = await Promise.all(suffixes.map(newest));
    return stacks.map(stack => stack?.status);
  }

  /** Tokens of all operations of the environment's stack. */
  async function operations(suffix: string): Promise<string[]> {
    return (await newest(suffix))?.tokens ?? [];
  }

  async function ended(taskId: string, status: string): Promise<void> {
    await expect
      .poll(async () => (await portal.task(taskId)).status, {
        timeout: 120_000,
      })
      .toBe(status);
  }

  /** Waits until the catalog matches the stacks. */
  async function agreed(): Promise<void> {
    await expect
      .poll(
        async () =>
          findDisagreements({
            state: await sandbox.state(),
            systems: await portal.systems(),
            resources: await portal.resources(),
          }),
        { timeout: 150_000 },
      )
      .toEqual([]);
  }

  /** Sent notifications with these titles, in order. */
  async function notified(titles: string[]): Promise<string[]> {
    const sent = await portal.notifications();
    return titles.flatMap(wanted =>
      sent.map(({ title }) => title).filter(title => title === wanted),
    );
  }

  /** Outcomes of the operations on an environment in the audit trail, in order. */
  async function audited(suffix: string): Promise<string[]> {
    const lines = stripVTControlCharacters(await backend.log()).split('\n');
    return lines.flatMap(line => {
      const [, operation, about, status] =
        /eventId="environment-(\w+)".*"suffix":"([\w-]+)".*status="(succeeded|failed)"/.exec(
          line,
        ) ?? [];
      return about === suffix ? [`${operation} ${status}`] : [];
    });
  }
});
