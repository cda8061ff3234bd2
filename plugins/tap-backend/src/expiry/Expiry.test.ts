import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Environment } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { openTestDatabase } from '../__testUtils__/openTestDatabase';
import { NoticeStore } from '../database';
import { OwnerNotifier } from '../notifications';
import { TemplateTasks } from '../tasks';
import { Expiry } from './Expiry';

const EXPIRY = '2026-11-30T12:00:00.000Z';
const HOUR_MS = 3_600_000;

describe('Expiry', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function aPortal(facts: Partial<Environment> = {}) {
    const knex = await openTestDatabase(databases);
    const environments = new FakeEnvironmentService();
    environments.environments = [
      sampleEnvironment({ expiresAt: EXPIRY, ...facts }),
    ];
    const portal = {
      environments,
      sent: [] as string[],
      descriptions: [] as string[],
      started: [] as unknown[],
      startFailure: undefined as Error | undefined,
      sendFailure: undefined as Error | undefined,
      now: 0,
      aReplica() {
        const logger = mockServices.logger.mock();
        const tasks: Partial<TemplateTasks> = {
          start: async (templateRef, values, { credentials }) => {
            if (portal.startFailure) {
              throw portal.startFailure;
            }
            const by = credentials.principal;
            portal.started.push({ templateRef, values, by });
            return { taskId: `task-${portal.started.length}` };
          },
        };
        const notifier = new OwnerNotifier({
          logger,
          notifications: {
            send: async ({ payload }) => {
              if (portal.sendFailure) {
                throw portal.sendFailure;
              }
              portal.sent.push(payload.title);
              portal.descriptions.push(payload.description ?? '');
            },
          },
        });
        return new Expiry({
          auth: mockServices.auth({ pluginId: 'tap' }),
          environments,
          logger,
          notices: new NoticeStore(knex),
          notifier,
          now: () => portal.now,
          portal: 'tap',
          tasks: tasks as TemplateTasks,
        });
      },
      /** Runs new replicas at a time relative to the expiry. */
      async passAt(hours: number, replicas = 1) {
        portal.now = Date.parse(EXPIRY) + hours * HOUR_MS;
        await Promise.all(
          Array.from({ length: replicas }, () => portal.aReplica().run()),
        );
      },
    };
    return portal;
  }

  it('warns 48 and 6 hours before, each once, and then starts a teardown', async () => {
    const portal = await aPortal();

    await portal.passAt(-49);
    expect(portal.sent).toEqual([]);
    await portal.passAt(-48);
    await portal.passAt(-47);
    await portal.passAt(-6);
    await portal.passAt(-1);
    expect(portal.started).toEqual([]);
    await portal.passAt(0);
    await portal.passAt(1);

    expect(portal.sent).toEqual([
      'PostgreSQL environment orders expires in 48 hours',
      'PostgreSQL environment orders expires in 6 hours',
      'PostgreSQL environment orders has expired and is being torn down',
    ]);
    expect(portal.started).toEqual([
      {
        templateRef: 'template:default/tap-postgres-teardown',
        values: {
          suffix: 'orders',
          target: 'main',
          confirm: 'orders',
          onlyIfExpired: EXPIRY,
        },
        by: expect.objectContaining({ type: 'service' }),
      },
    ]);
  });

  it('takes the action that is due after missed runs', async () => {
    const portal = await aPortal();
    await portal.passAt(-5);
    expect(portal.sent).toEqual([
      'PostgreSQL environment orders expires in 5 hours',
    ]);

    await portal.passAt(72);
    expect(portal.started).toHaveLength(1);
  });

  it('takes each action once with two replicas', async () => {
    const portal = await aPortal();
    await portal.passAt(-6, 2);
    expect(portal.sent).toHaveLength(1);
    await portal.passAt(0, 2);
    expect(portal.started).toHaveLength(1);
  });

  it('starts over after an extension, and tears nothing down', async () => {
    const portal = await aPortal();
    await portal.passAt(-6);
    const extended = '2026-12-02T12:00:00.000Z';
    portal.environments.environments[0].expiresAt = extended;

    await portal.passAt(0);
    await portal.passAt(42);

    expect(portal.started).toEqual([]);
    expect(portal.sent).toHaveLength(3);
  });

  it('respects an extension that the listing does not show yet', async () => {
    const portal = await aPortal();
    const [listed] = portal.environments.environments;
    portal.environments.lookUp = async () => ({
      ...listed,
      expiresAt: '2026-12-30T12:00:00.000Z',
    });

    await portal.passAt(0);

    expect(portal.started).toEqual([]);
  });

  it.each<[string, Partial<Environment>]>([
    ['retained', { retention: 'retain' }],
    ['of another portal', { portal: 'other' }],
    ['of no portal', { portal: undefined }],
    ['without expiry', { expiresAt: undefined }],
    ['being torn down', { stackStatus: 'DELETE_IN_PROGRESS' }],
  ])('ignores an environment that is %s', async (_, facts) => {
    const portal = await aPortal(facts);
    await portal.passAt(-1);
    await portal.passAt(1);
    expect(portal.sent).toEqual([]);
    expect(portal.started).toEqual([]);
  });

  it('never tears down an environment that was protected before, and notifies its owner once', async () => {
    const portal = await aPortal({ wasRetained: true });
    await portal.passAt(-6);
    await portal.passAt(0, 2);
    await portal.passAt(1);
    await portal.passAt(30);
    expect(portal.started).toEqual([]);
    expect(portal.sent).toEqual([
      'PostgreSQL environment orders expires in 6 hours',
      'PostgreSQL environment orders has expired and needs your decision',
    ]);
    expect(portal.descriptions[0]).toContain(
      'It expires at 2026-11-30 12:00 UTC. It was protected before',
    );
  });

  it('does not tear down an environment that has been protected since the listing', async () => {
    const portal = await aPortal();
    const [listed] = portal.environments.environments;
    portal.environments.lookUp = async () => ({ ...listed, wasRetained: true });
    await portal.passAt(0);
    expect(portal.started).toEqual([]);
    expect(portal.sent).toEqual([
      'PostgreSQL environment orders has expired and needs your decision',
    ]);
  });

  it('starts a stopped environment before its final snapshot, and waits until its database runs', async () => {
    const portal = await aPortal({
      retention: 'snapshot',
      runState: { state: 'stopped', since: '2026-11-20T10:00:00.000Z' },
    });
    await portal.passAt(0);
    expect(portal.environments.runStateChanges).toEqual(['start orders']);
    await portal.passAt(0.1);
    expect(portal.started).toEqual([]);
    portal.environments.databaseStatuses.set('orders', 'available');
    await portal.passAt(0.2);
    expect(portal.started).toHaveLength(1);
  });

  it('tears a stopped environment down as it is if it keeps no snapshot', async () => {
    const portal = await aPortal({
      runState: { state: 'stopped', since: '2026-11-20T10:00:00.000Z' },
    });
    await portal.passAt(0);
    expect(portal.environments.runStateChanges).toEqual([]);
    expect(portal.started).toHaveLength(1);
  });

  it('sends no two-day warning for a lifetime of one day', async () => {
    const portal = await aPortal({ createdAt: '2026-11-29T12:00:00.000Z' });
    await portal.passAt(-24);
    expect(portal.sent).toEqual([]);
    await portal.passAt(-6);
    expect(portal.sent).toHaveLength(1);
  });

  it('sends a failed notification again', async () => {
    const portal = await aPortal();
    portal.sendFailure = new Error('no notifications backend');
    await portal.passAt(-6);
    portal.sendFailure = undefined;
    await portal.passAt(-5);
    expect(portal.sent).toHaveLength(1);
  });

  it('starts the task in the next run if the scaffolder did not respond', async () => {
    const portal = await aPortal();
    portal.startFailure = new Error('503');
    await portal.passAt(0);
    portal.startFailure = undefined;
    await portal.passAt(0.1);
    expect(portal.started).toHaveLength(1);
  });

  it('notifies the owner and tries again if the teardown failed', async () => {
    const portal = await aPortal();
    await portal.passAt(0);
    await portal.passAt(5);
    expect(portal.started).toHaveLength(1);
    await portal.passAt(6);
    await portal.passAt(12);

    expect(portal.started).toHaveLength(3);
    expect(portal.sent.filter(title => title.includes('could not'))).toEqual([
      'PostgreSQL environment orders has expired and could not be torn down',
    ]);
  });

  it('handles the other targets if one cannot be read', async () => {
    const portal = await aPortal({ target: 'staging' });
    const { environments } = portal;
    jest
      .spyOn(environments, 'targetNames')
      .mockReturnValue(['main', 'staging']);
    const listAll = environments.listAll.bind(environments);
    jest.spyOn(environments, 'listAll').mockImplementation(async target => {
      if (target === 'main') {
        throw new Error('no answer');
      }
      return listAll(target);
    });
    await portal.passAt(-6);
    expect(portal.sent).toEqual([
      'PostgreSQL environment orders expires in 6 hours',
    ]);
  });
});
