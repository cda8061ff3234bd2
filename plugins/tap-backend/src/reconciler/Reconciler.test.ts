import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Environment } from '@tap/plugin-tap-common';
import {
  AwsAccessError,
  ENVIRONMENT_EVENTS_TOPIC,
  EnvironmentEventPayload,
} from '@tap/plugin-tap-node';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { openTestDatabase } from '../__testUtils__/openTestDatabase';
import { ToldStore } from '../database';
import { OwnerNotifier } from '../notifications';
import { TemplateTask, TemplateTasks } from '../tasks';
import { Reconciler } from './Reconciler';
import { Watchers } from './Watchers';

const creating = (facts: Partial<Environment> = {}) =>
  sampleEnvironment({
    status: 'creating',
    stackStatus: 'CREATE_IN_PROGRESS',
    outputs: undefined,
    lastTaskId: 'task-1',
    ...facts,
  });

const deleted = (environment: Environment): Environment => ({
  ...environment,
  status: 'deleted',
  stackStatus: 'DELETE_COMPLETE',
});

const ALIVE: TemplateTask = {
  id: 'task-1',
  status: 'processing',
  parameters: {},
  lastHeartbeatAt: '2026-11-20T12:00:00.000Z',
};

describe('Reconciler', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  /** Replicas of one portal: one database and one AWS, a process each. */
  async function aPortal() {
    const knex = await openTestDatabase(databases);
    const environments = new FakeEnvironmentService();
    const portal = {
      environments,
      /** Titles and recipients of what was sent. */
      sent: [] as string[],
      descriptions: [] as Array<string | undefined>,
      published: [] as EnvironmentEventPayload[],
      unfinished: [] as TemplateTask[],
      /** When which task was cancelled. */
      cancellations: new Map<string, string>(),
      aReplica() {
        const events = mockServices.events.mock();
        events.publish.mockImplementation(async ({ topic, eventPayload }) => {
          expect(topic).toBe(ENVIRONMENT_EVENTS_TOPIC);
          portal.published.push(eventPayload as EnvironmentEventPayload);
        });
        const logger = mockServices.logger.mock();
        const tasks: Partial<TemplateTasks> = {
          unfinished: async () => portal.unfinished,
          cancelledAt: async taskId => portal.cancellations.get(taskId),
        };
        const notifications = {
          send: async ({ payload, recipients }: NotificationSendOptions) => {
            const to =
              recipients.type === 'entity' ? recipients.entityRef : 'all';
            portal.sent.push(`${to}: ${payload.title}`);
            portal.descriptions.push(payload.description);
          },
        };
        return Reconciler.create({
          environments,
          events,
          logger,
          notifier: OwnerNotifier.create({ notifications, logger }),
          portal: 'tap',
          tasks: tasks as TemplateTasks,
          told: ToldStore.create({ knex }),
          watchers: Watchers.create({
            defaultTarget: 'main',
            staleTimeoutMs: 60_000,
            now: () => Date.parse('2026-11-20T12:00:00.000Z'),
          }),
        });
      },
    };
    return portal;
  }

  async function pass(...replicas: Reconciler[]) {
    await Promise.all(replicas.map(replica => replica.run()));
    await Promise.all(replicas.map(replica => replica.idle()));
  }

  it('takes what it finds at first for known', async () => {
    const portal = await aPortal();
    portal.environments.environments = [sampleEnvironment()];

    await pass(portal.aReplica());
    await pass(portal.aReplica());

    expect(portal.sent).toEqual([]);
    expect(portal.environments.followed).toEqual([]);
  });

  it('ends a pass between two targets where it takes too long, and goes on with the next one there', async () => {
    const portal = await aPortal();
    const { environments } = portal;
    const replica = portal.aReplica();
    const timeout = new AbortController();
    environments.listAll = async target => {
      environments.listed.push(target);
      timeout.abort();
      return [];
    };
    await replica.run(timeout.signal);
    expect(environments.listed).toEqual(['main']);
    await replica.run();
    expect(environments.listed).toEqual(['main', 'other', 'main']);
  });

  it('runs one pass at a time, and one more for all who ask meanwhile', async () => {
    const portal = await aPortal();
    const { environments } = portal;
    const replica = portal.aReplica();
    let running = 0;
    environments.listAll = async target => {
      running += 1;
      expect(running).toBe(1);
      await new Promise(resolve => setImmediate(resolve));
      environments.listed.push(target);
      running -= 1;
      return [];
    };
    const first = replica.run();
    await new Promise(resolve => setImmediate(resolve));
    await Promise.all([first, replica.run(), replica.run(), replica.run()]);
    expect(environments.listed).toEqual(['main', 'other', 'main', 'other']);
  });

  it('follows a creation that nobody watches, and tells of its end once', async () => {
    const portal = await aPortal();
    const replica = portal.aReplica();
    portal.environments.environments = [creating()];
    portal.environments.whileFollowed = async () => {
      portal.environments.environments = [sampleEnvironment()];
    };

    await pass(replica);
    await pass(replica);

    expect(portal.environments.followed).toEqual([creating().stackId]);
    expect(portal.sent).toEqual([
      'group:default/payments: PostgreSQL environment orders is ready',
    ]);
    expect(portal.published).toEqual([
      {
        operation: 'create',
        phase: 'ended',
        environment: sampleEnvironment(),
        byReconciler: true,
      },
    ]);
  });

  it('leaves alone what a living task watches', async () => {
    const portal = await aPortal();
    portal.environments.environments = [creating()];
    portal.unfinished = [ALIVE];

    await pass(portal.aReplica());
    expect(portal.environments.followed).toEqual([]);

    portal.unfinished = [];
    await pass(portal.aReplica());
    expect(portal.environments.followed).toHaveLength(1);
  });

  it('does not repeat what the task has told', async () => {
    const portal = await aPortal();
    const replica = portal.aReplica();
    await pass(replica);
    const operation = 'create';
    await replica.hear({
      operation,
      phase: 'accepted',
      environment: creating(),
    });
    const environment = sampleEnvironment({ lastTaskId: 'task-1' });
    const taskId = 'task-1';
    await replica.hear({ operation, phase: 'ended', environment, taskId });
    await replica.hearTask(taskId);

    portal.environments.environments = [environment];
    await pass(replica, portal.aReplica());
    // A stale read of before the end.
    portal.environments.environments = [creating()];
    portal.environments.whileFollowed = async () => {
      portal.environments.environments = [environment];
    };
    await pass(replica);

    expect(portal.sent).toEqual([]);
  });

  it('tells what a task has seen and not told, because its back end died in between', async () => {
    const portal = await aPortal();
    const environment = sampleEnvironment({ lastTaskId: 'task-1' });
    const dying = portal.aReplica();
    await pass(dying);
    await dying.hear({
      operation: 'create',
      phase: 'ended',
      environment,
      taskId: 'task-1',
    });

    portal.environments.environments = [environment];
    const next = portal.aReplica();
    // The scaffolder has refused the recovered task.
    await next.hearTask('task-1');
    await pass(next);

    expect(portal.sent).toEqual([
      'group:default/payments: PostgreSQL environment orders is ready',
    ]);
  });

  it('hears at once of the end of what has no task', async () => {
    const portal = await aPortal();
    const replica = portal.aReplica();
    await pass(replica);
    const environment = sampleEnvironment();
    await replica.hear({ operation: 'update', phase: 'ended', environment });

    portal.environments.environments = [environment];
    await pass(replica);

    expect(portal.sent).toEqual([]);
  });

  it('tells what ended while no back end was alive, also where nothing had been heard of it', async () => {
    const portal = await aPortal();
    await pass(portal.aReplica());

    portal.environments.environments = [sampleEnvironment()];
    await pass(portal.aReplica());
    await pass(portal.aReplica());

    expect(portal.sent).toEqual([
      'group:default/payments: PostgreSQL environment orders is ready',
    ]);
  });

  it('tells that a stack is gone that was deleted while no back end was alive', async () => {
    const portal = await aPortal();
    portal.environments.environments = [sampleEnvironment()];
    await pass(portal.aReplica());

    portal.environments.environments = [];
    portal.environments.unlisted = [deleted(sampleEnvironment())];
    await pass(portal.aReplica());
    await pass(portal.aReplica());

    expect(portal.sent).toEqual([
      'group:default/payments: PostgreSQL environment orders is gone',
    ]);
    expect(portal.published.map(p => p.environment.status)).toEqual([
      'deleted',
    ]);
  });

  it('keeps quiet about a stack that a listing merely lacks', async () => {
    const portal = await aPortal();
    portal.environments.environments = [sampleEnvironment()];
    await pass(portal.aReplica());

    portal.environments.environments = [];
    portal.environments.unlisted = [sampleEnvironment()];
    await pass(portal.aReplica());

    expect(portal.sent).toEqual([]);
  });

  it('tells why an operation has failed', async () => {
    const portal = await aPortal();
    const environment = creating();
    portal.environments.environments = [environment];
    portal.environments.whileFollowed = async () => {
      portal.environments.environments = [];
      portal.environments.unlisted = [deleted(environment)];
      throw Object.assign(new Error('invalid value for shared_buffers'), {
        name: 'StackOperationError',
      });
    };

    await pass(portal.aReplica());

    expect(portal.sent).toEqual([
      'group:default/payments: PostgreSQL environment orders was not created, and its stack is deleted',
    ]);
    expect(portal.descriptions).toEqual(['invalid value for shared_buffers']);
  });

  describe('where the deletion of a creation has failed', () => {
    const left = (facts: Partial<Environment> = {}) =>
      creating({
        status: 'delete-failed',
        stackStatus: 'DELETE_FAILED',
        ...facts,
      });

    it.each([
      [
        'deleted',
        deleted(creating()),
        'was not created, and its stack is deleted',
      ],
      ['left', left(), 'was not created, and parts of its stack are left'],
    ])('reports a stack that is %s as a creation', async (_, end, title) => {
      const portal = await aPortal();
      const replica = portal.aReplica();
      await pass(replica);
      portal.environments.environments = [left()];
      portal.environments.followedAs = 'create';
      portal.environments.whileFollowed = async () => {
        portal.environments.environments = [end];
        throw Object.assign(new Error('Vpc has dependencies'), {
          name: 'StackOperationError',
        });
      };

      await pass(replica);
      await pass(replica);

      expect(portal.environments.followed).toEqual([left().stackId]);
      expect(portal.sent).toEqual([
        `group:default/payments: PostgreSQL environment orders ${title}`,
      ]);
      expect(portal.descriptions).toEqual(['Vpc has dependencies']);
    });

    it('looks at it also if the portal sees the target for the first time', async () => {
      const portal = await aPortal();
      portal.environments.environments = [left()];

      await pass(portal.aReplica());
      await pass(portal.aReplica());

      expect(portal.environments.followed).toEqual([left().stackId]);
    });

    it('does not look again at what is deleted because a listing is stale', async () => {
      const portal = await aPortal();
      const replica = portal.aReplica();
      portal.environments.environments = [left()];
      portal.environments.whileFollowed = async () => {
        portal.environments.environments = [];
        portal.environments.unlisted = [deleted(left())];
      };
      await pass(replica);
      portal.environments.environments = [left()];
      await pass(replica);
      portal.environments.environments = [
        left({ status: 'deleting', stackStatus: 'DELETE_IN_PROGRESS' }),
      ];
      await pass(replica);

      expect(portal.environments.followed).toEqual([left().stackId]);
    });

    it('does not report the update before it again because a listing is stale', async () => {
      const portal = await aPortal();
      const replica = portal.aReplica();
      const updated = sampleEnvironment({
        stackStatus: 'UPDATE_COMPLETE',
        updatedAt: '2026-11-20T12:00:00.000Z',
      });
      const failed = { ...updated, ...left(), updatedAt: updated.updatedAt };
      portal.environments.environments = [failed];
      await pass(replica);
      portal.environments.environments = [updated];
      await pass(replica);

      expect(portal.environments.followed).toEqual([failed.stackId]);
      expect(portal.sent).toEqual([
        'group:default/payments: PostgreSQL environment orders could not be torn down completely',
      ]);
    });

    it('leaves it to the task that still works on it', async () => {
      const portal = await aPortal();
      portal.environments.environments = [left()];
      portal.unfinished = [ALIVE];

      await pass(portal.aReplica());

      expect(portal.environments.followed).toEqual([]);
    });
  });

  it.each([
    [
      'could not be asked',
      Object.assign(new Error('Rate exceeded'), {
        name: 'ServiceUnavailableError',
      }),
    ],
    [
      "rejects the portal's role",
      new AwsAccessError('denied', { action: 'cloudformation:DescribeStacks' }),
    ],
  ])('tries again where AWS %s', async (_, failure) => {
    const portal = await aPortal();
    const replica = portal.aReplica();
    portal.environments.environments = [creating()];
    portal.environments.whileFollowed = async () => {
      throw failure;
    };
    await pass(replica);
    portal.environments.failure = failure;
    await pass(replica);
    expect(portal.sent).toEqual([]);

    portal.environments.failure = undefined;
    portal.environments.whileFollowed = async () => {
      portal.environments.environments = [sampleEnvironment()];
    };
    await pass(replica);

    expect(portal.sent).toHaveLength(1);
  });

  describe('where the task was cancelled and nobody could tell AWS', () => {
    const begun = sampleEnvironment().createdAt;
    const after = new Date(Date.parse(begun) + 60_000).toISOString();
    const before = new Date(Date.parse(begun) - 60_000).toISOString();

    it('cancels what the task has begun, and tells of it', async () => {
      const portal = await aPortal();
      portal.environments.environments = [creating()];
      portal.cancellations.set('task-1', after);
      portal.environments.whileFollowed = async () => {
        portal.environments.environments = [];
        portal.environments.unlisted = [deleted(creating())];
        throw Object.assign(new Error('cancelled, and deleted again'), {
          name: 'OperationCancelledError',
        });
      };

      await pass(portal.aReplica());

      expect(portal.environments.cancelled).toEqual([after]);
      expect(portal.descriptions).toEqual(['cancelled, and deleted again']);
    });

    it('takes no earlier cancellation for one of this operation', async () => {
      const portal = await aPortal();
      portal.environments.environments = [creating()];
      portal.cancellations.set('task-1', before);

      await pass(portal.aReplica());

      expect(portal.environments.followed).toHaveLength(1);
      expect(portal.environments.cancelled).toEqual([]);
    });

    it('also where it is cancelled while it is being followed', async () => {
      const portal = await aPortal();
      const replica = portal.aReplica();
      portal.environments.environments = [creating()];
      const aborted = new Promise<void>(resolve => {
        portal.environments.whileFollowed = (_, signal) => {
          signal?.addEventListener('abort', () => resolve());
          return aborted;
        };
      });

      await replica.run();
      portal.cancellations.set('task-1', after);
      await pass(replica);

      expect(portal.environments.followed).toHaveLength(1);
    });
  });

  it('tells of a creation as one, though it has ended with the update that settles it', async () => {
    const portal = await aPortal();
    portal.environments.environments = [creating()];
    portal.environments.whileFollowed = async () => {
      portal.environments.environments = [
        sampleEnvironment({ stackStatus: 'UPDATE_COMPLETE' }),
      ];
    };

    await pass(portal.aReplica());
    await pass(portal.aReplica());

    expect(portal.sent).toEqual([
      'group:default/payments: PostgreSQL environment orders is ready',
    ]);
  });

  it.each([
    [
      'switches protection on where it is due',
      { retention: 'retain' as const },
      { terminationProtection: true },
    ],
    [
      'makes the final snapshot part of the deletion where it is not yet',
      { retention: 'snapshot' as const, stackStatus: 'CREATE_COMPLETE' },
      { stackStatus: 'UPDATE_COMPLETE' },
    ],
  ])('%s, and says nothing', async (_, due, settled) => {
    const portal = await aPortal();
    const environment = sampleEnvironment(due);
    portal.environments.environments = [environment];
    portal.environments.whileFollowed = async () => {
      portal.environments.environments = [{ ...environment, ...settled }];
    };

    await pass(portal.aReplica());
    await pass(portal.aReplica());

    expect(portal.environments.followed).toEqual([environment.stackId]);
    expect(portal.sent).toEqual([]);
  });

  it("leaves another portal's stacks alone", async () => {
    const portal = await aPortal();
    portal.environments.environments = [
      creating({ portal: 'other' }),
      creating({ portal: undefined, suffix: 'carts' }),
    ];

    await pass(portal.aReplica());

    expect(portal.environments.followed).toEqual([]);
  });

  it('tells once although two replicas notice', async () => {
    const portal = await aPortal();
    portal.environments.environments = [creating()];
    const both = new Promise<void>(resolve => {
      portal.environments.whileFollowed = async () => {
        if (portal.environments.followed.length === 2) {
          portal.environments.environments = [sampleEnvironment()];
          resolve();
        }
        await both;
      };
    });

    await pass(portal.aReplica(), portal.aReplica());

    expect(portal.environments.followed).toHaveLength(2);
    expect(portal.sent).toHaveLength(1);
  });
});
