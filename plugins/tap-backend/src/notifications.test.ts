import { createMockDirectory } from '@backstage/backend-test-utils';
import { Sandbox } from '@tap/sandbox';
import { eventually, setExpiry } from '@tap/plugin-tap-node/testUtils';
import { SandboxPortal } from './__testUtils__/SandboxPortal';

jest.setTimeout(240_000);

const JO = 'user:default/jo';
const PAT = 'user:default/pat';
const FAST = 2_000;
const HOUR_MS = 3_600_000;

/** The plugins, the scaffolder, the notifications plugin and the sandbox together. */
describe('notifications to the owner', () => {
  const directory = createMockDirectory();
  let sandbox: Sandbox;
  let portal: SandboxPortal;

  const startPortal = () =>
    SandboxPortal.start({
      sandboxUrl: sandbox.url,
      databaseDirectory: directory.path,
    });

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: FAST });
    portal = await startPortal();
    await portal.runScheduled('tap-reconciler');
  });

  beforeEach(() => {
    sandbox.clock.setSpeed(FAST);
    sandbox.faults.clear();
  });

  afterAll(async () => {
    await portal?.stop();
    await sandbox?.close();
  });

  const create = (suffix: string, values: object = {}) =>
    portal.tasks.submit(
      'tap-postgres',
      { suffix, size: 'micro', ...values },
      JO,
    );

  const ready = async (suffix: string, values: object = {}) => {
    const { status } = await portal.tasks.outcome(await create(suffix, values));
    expect(status).toBe('completed');
  };

  const status = (suffix: string) =>
    sandbox.state().stacks.find(({ name }) => name === `TapStack-${suffix}`)
      ?.status;

  /** Passes of the reconciler and of expiry, which must not repeat what was sent. */
  const passes = async () => {
    await portal.runScheduled('tap-reconciler');
    await portal.runScheduled('tap-expiry');
    await portal.runScheduled('tap-reconciler');
  };

  /** Waits for a notification with the title, and returns it if it was sent once. */
  const once = async (
    suffix: string,
    title: string,
    user: `user:${string}` = JO,
  ) => {
    const find = async () =>
      (await portal.notifications(suffix, user)).filter(
        found => found.title === title,
      );
    await eventually(async () => expect(await find()).not.toEqual([]));
    await passes();
    const found = await find();
    expect(found).toHaveLength(1);
    return found[0];
  };

  it('reports a creation, a change, a transfer, an expiry and a teardown once each while a task watches', async () => {
    await ready('life', { owner: JO });
    const made = await once('life', 'PostgreSQL environment life is ready');
    expect(made.link).toBe('/environments/sandbox/life');
    expect(
      (
        await portal.get(
          `/api/catalog/entities/by-name/system/default/tap-life`,
        )
      ).status,
    ).toBe(200);

    await ready('life', { description: 'Orders' });
    await once('life', 'PostgreSQL environment life was changed');

    const path = '/api/tap/environments/sandbox/life';
    await portal.post(`${path}/extend`, { expiresIn: '7d' }, JO);
    await passes();
    expect(await portal.titles('life')).toHaveLength(2);

    const owner = 'group:default/payments';
    await portal.post(`${path}/transfer`, { owner }, JO);
    const transferred =
      'PostgreSQL environment life was transferred to payments';
    await once('life', transferred);
    await once('life', transferred, PAT);

    const expiresAt = new Date(Date.now() + 3 * HOUR_MS).toISOString();
    await setExpiry(sandbox, 'life', expiresAt);
    await portal.runScheduled('tap-expiry');
    await once('life', 'PostgreSQL environment life expires in 3 hours', PAT);

    const { body } = await portal.post(
      `${path}/teardown`,
      { confirm: 'life' },
      PAT,
    );
    await portal.tasks.outcome(body.taskId);
    const gone = await once(
      'life',
      'PostgreSQL environment life was torn down',
      PAT,
    );
    expect(gone.description).toBe(
      'Nothing is kept. The KMS key is deleted after its 7-day waiting period.',
    );
    expect(gone.link).toBe('/environments/sandbox/life');
    expect((await portal.titles('life', JO)).slice(3)).toEqual([]);
  });

  it('reports what a teardown has kept', async () => {
    await ready('kept', { retention: 'snapshot' });
    await portal.tasks.outcome(
      await portal.tasks.submit(
        'tap-postgres-teardown',
        { suffix: 'kept', confirm: 'kept' },
        JO,
      ),
    );
    const { description } = await once(
      'kept',
      'PostgreSQL environment kept was torn down',
    );
    expect(description).toMatch(
      /^One final snapshot of the database, .* Kept: .*AWS::KMS::Key .*AWS::RDS::DBSnapshot /,
    );
  });

  it('reports the cause of a failure', async () => {
    sandbox.faults.add({
      kind: 'failResource',
      stack: '^TapStack-broken$',
      type: 'AWS::RDS::DBInstance',
      action: 'create',
      reason: 'Insufficient capacity',
    });
    await portal.tasks.outcome(await create('broken'));
    const { description } = await once(
      'broken',
      'PostgreSQL environment broken could not be created, and its stack was deleted',
    );
    expect(description).toMatch(/Insufficient capacity.* Nothing is left: /);
  });

  it('reports a cancellation', async () => {
    sandbox.clock.setSpeed(20);
    const taskId = await create('stopped');
    await portal.tasks.hasBegun(taskId);
    await eventually(async () =>
      expect(status('stopped')).toBe('CREATE_IN_PROGRESS'),
    );
    await portal.post(`/api/scaffolder/v2/tasks/${taskId}/cancel`, {});
    // The scaffolder polls for the cancellation: a fast creation would be complete before.
    await eventually(async () =>
      expect(status('stopped')).not.toBe('CREATE_IN_PROGRESS'),
    );
    sandbox.clock.setSpeed(FAST);
    await portal.tasks.outcome(taskId);
    const { description } = await once(
      'stopped',
      'The creation of PostgreSQL environment stopped was cancelled',
    );
    expect(description).toMatch(/was cancelled\. Nothing is left: /);
  });

  it.each([
    ['recovers the task', 'open' as const, 'completed'],
    ['fails the task', 'failed' as const, 'failed'],
  ])(
    'reports a creation and a teardown once if the back end restarts and the scaffolder %s',
    async (_, mark, taskEnd) => {
      const suffix = `again-${mark}`;
      const restart = async (taskId?: string) => {
        await portal.stop();
        if (taskId) {
          await portal.tasks.mark(mark, taskId);
        }
        portal = await startPortal();
        await portal.runScheduled('tap-reconciler');
      };
      /** Waits until the catalog shows the operation, so that no transaction of it is open at the restart. */
      const isShown = (inProgress: string) =>
        eventually(async () => {
          const { body } = await portal.get(
            `/api/catalog/entities/by-name/system/default/tap-${suffix}`,
          );
          expect(body.metadata.annotations['tap.internal/status']).toBe(
            inProgress,
          );
        });
      sandbox.clock.setSpeed(0);
      const creation = await create(suffix);
      await isShown('creating');
      await restart(creation);
      sandbox.clock.setSpeed(FAST);
      await once(suffix, `PostgreSQL environment ${suffix} is ready`);
      expect((await portal.tasks.outcome(creation)).status).toBe(taskEnd);

      sandbox.clock.setSpeed(0);
      const teardown = await portal.tasks.submit(
        'tap-postgres-teardown',
        { suffix, confirm: suffix },
        JO,
      );
      await isShown('deleting');
      await restart(teardown);
      sandbox.clock.setSpeed(FAST);
      await once(suffix, `PostgreSQL environment ${suffix} was torn down`);
      expect((await portal.tasks.outcome(teardown)).status).toBe(taskEnd);
      await restart();
      await passes();
      expect(await portal.titles(suffix)).toHaveLength(2);
    },
  );
});
