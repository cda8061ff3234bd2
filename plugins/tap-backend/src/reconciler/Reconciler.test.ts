import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Environment } from '@tap/plugin-tap-common';
import {
  AwsAccessError,
  ENVIRONMENT_EVENTS_TOPIC,
  EnvironmentEventPayload,
  OperationOutcome,
} from '@tap/plugin-tap-node';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { openTestDatabase } from '../__testUtils__/openTestDatabase';
import { ReportedOperationStore } from '../database';
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

const COMPLETED: OperationOutcome = { result: 'completed', kept: [] };

const ROTATION = {
  requestedAt: '2026-11-20T12:00:00.000Z',
  previousValidUntil: '2026-11-21T12:00:00.000Z',
};
const ROTATED =
  'group:default/payments: The passwords of PostgreSQL environment orders were rotated';

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

  /** Replicas of one portal, which share the database and AWS. */
  async function aPortal() {
    const knex = await openTestDatabase(databases);
    const environments = new FakeEnvironmentService();
    const portal = {
      environments,
      knex,
      /** Recipients and titles of the notifications. */
      sent: [] as string[],
      descriptions: [] as Array<string | undefined>,
      published: [] as EnvironmentEventPayload[],
      unfinished: [] as TemplateTask[],
      /** IDs of the tasks in the database of the scaffolder. */
      taskIds: ['task-1'],
      notes: [] as string[],
      warnings: [] as string[],
      /** Time of cancellation by task ID. */
      cancellations: new Map<string, string>(),
      aReplica() {
        const events = mockServices.events.mock();
        events.publish.mockImplementation(async ({ topic, eventPayload }) => {
          expect(topic).toBe(ENVIRONMENT_EVENTS_TOPIC);
          portal.published.push(eventPayload as EnvironmentEventPayload);
        });
        const logger = mockServices.logger.mock();
        logger.info.mockImplementation(message => {
          portal.notes.push(message);
        });
        logger.warn.mockImplementation(message => {
          portal.warnings.push(message);
        });
        const tasks: Partial<TemplateTasks> = {
          get: async id =>
            portal.taskIds.includes(id) ? { ...ALIVE, id } : undefined,
          unfinished: async () => portal.unfinished,
          cancelledAt: async taskId => portal.cancellations.get(taskId),
        };
        const notifications = {
          send: async ({ payload, recipients }: NotificationSendOptions) => {
            const to =
              recipients.type === 'entity' ? recipients.entityRef : 'all';
            portal.sent.push(`${[to].flat().join(' and ')}: ${payload.title}`);
            portal.descriptions.push(payload.description);
          },
        };
        return new Reconciler({
          environments,
          events,
          logger,
          notifier: new OwnerNotifier({ notifications, logger }),
          portal: 'tap',
          tasks: tasks as TemplateTasks,
          reported: new ReportedOperationStore(knex),
          watchers: new Watchers({
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

  it('does not report environments that exist at the first pass', async () => {
    const portal = await aPortal();
    portal.environments.environments = [sampleEnvironment()];

    await pass(portal.aReplica());
    await pass(portal.aReplica());

    expect(portal.sent).toEqual([]);
    expect(portal.environments.followed).toEqual([]);
  });

  it('warns once about an operation of another Backstage with the same ID, and follows it', async () => {
    const portal = await aPortal();
    const replica = portal.aReplica();
    portal.environments.environments = [creating()];
    await pass(replica);
    expect(portal.warnings).toEqual([]);

    portal.environments.environments = [
      creating({ suffix: 'carts', stackId: 'arn:carts', lastTaskId: 'other' }),
      creating({ suffix: 'books', stackId: 'arn:books', lastTaskId: 'other' }),
    ];
    await pass(replica);
    await pass(replica);
    expect(portal.warnings).toEqual([
      expect.stringMatching(
        /^Environment 'carts' on target 'main' .* task other is not in this Backstage\. If another Backstage uses tap\.portal 'tap' .* set another tap\.portal /,
      ),
    ]);
    expect(portal.environments.followed).toContain('arn:carts');
  });

  it('does not warn about environments at rest, or without a task', async () => {
    const portal = await aPortal();
    const replica = portal.aReplica();
    portal.environments.environments = [
      sampleEnvironment({ lastTaskId: 'before-the-loss-of-the-database' }),
      creating({
        suffix: 'carts',
        stackId: 'arn:carts',
        lastTaskId: undefined,
      }),
    ];
    await pass(replica);
    expect(portal.warnings).toEqual([]);
  });

  it('ends a pass between two targets after its timeout, and continues there in the next one', async () => {
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

  it('runs one pass at a time, and one more for all requests in the meantime', async () => {
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

  it('follows a creation that is not watched, and reports its end once', async () => {
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

  it('logs the notices of an operation that it follows, and no other event', async () => {
    const portal = await aPortal();
    const { environments } = portal;
    environments.environments = [creating()];
    environments.followedAs = 'create';
    const follow = environments.follow.bind(environments);
    environments.follow = async function* followWithNotice(...parameters) {
      yield { type: 'notice', message: 'Enabling the final snapshot' };
      yield* follow(...parameters);
    };
    await pass(portal.aReplica());
    expect(portal.notes).toEqual([
      `Stack ${creating().stackId}: Enabling the final snapshot`,
    ]);
  });

  it('ignores a stale listing of the creation after an update', async () => {
    const portal = await aPortal();
    const replica = portal.aReplica();
    portal.environments.environments = [
      sampleEnvironment({
        stackStatus: 'UPDATE_COMPLETE',
        updatedAt: '2026-11-20T12:00:00.000Z',
      }),
    ];
    await pass(replica);
    portal.environments.environments = [sampleEnvironment()];
    await pass(replica);
    expect(portal.sent).toEqual([]);
    expect(portal.published).toEqual([]);
  });

  it('ignores an operation that a live task watches', async () => {
    const portal = await aPortal();
    portal.environments.environments = [creating()];
    portal.unfinished = [ALIVE];

    await pass(portal.aReplica());
    expect(portal.environments.followed).toEqual([]);

    portal.unfinished = [];
    await pass(portal.aReplica());
    expect(portal.environments.followed).toHaveLength(1);
  });

  it('reports the result of a task once, when the task has ended', async () => {
    const portal = await aPortal();
    const replica = portal.aReplica();
    await pass(replica);
    const operation = 'create';
    await replica.onEnvironmentEvent({
      operation,
      phase: 'accepted',
      environment: creating(),
    });
    const environment = sampleEnvironment({ lastTaskId: 'task-1' });
    const taskId = 'task-1';
    await replica.onEnvironmentEvent({
      operation,
      phase: 'settled',
      environment,
      outcome: COMPLETED,
      taskId,
    });
    expect(portal.sent).toEqual([]);
    await replica.onTaskEnd(taskId);
    await replica.onTaskEnd(taskId);
    const ready = [
      'group:default/payments: PostgreSQL environment orders is ready',
    ];
    expect(portal.sent).toEqual(ready);

    portal.environments.environments = [environment];
    await pass(replica, portal.aReplica());
    // A stale read from before the end.
    portal.environments.environments = [creating()];
    portal.environments.whileFollowed = async () => {
      portal.environments.environments = [environment];
    };
    await pass(replica);

    expect(portal.sent).toEqual(ready);
  });

  it('leaves a result to its task if both began after the pass', async () => {
    const portal = await aPortal();
    const replica = portal.aReplica();
    await pass(replica);
    const environment = sampleEnvironment({ lastTaskId: 'task-1' });
    portal.environments.listAll = async () => {
      // The tasks of the pass are read before.
      await replica.onEnvironmentEvent({
        operation: 'create',
        phase: 'settled',
        environment,
        outcome: COMPLETED,
        taskId: 'task-1',
      });
      return [environment];
    };

    await pass(replica);
    expect(portal.sent).toEqual([]);
    expect(portal.environments.followed).toEqual([]);
    await replica.onTaskEnd('task-1');
    expect(portal.sent).toHaveLength(1);
  });

  it('reports a cancelled creation as cancelled if a pass runs before its outcome is known', async () => {
    const portal = await aPortal();
    const replica = portal.aReplica();
    await pass(replica);
    const taskId = 'task-1';
    const gone = deleted(creating());
    const event = { operation: 'create', environment: gone, taskId } as const;
    await replica.onEnvironmentEvent({
      ...event,
      phase: 'accepted',
      environment: creating(),
    });
    portal.environments.lookUp = async () => gone;

    // A cancelled task is not among the unfinished ones.
    await replica.onEnvironmentEvent({ ...event, phase: 'ended' });
    await pass(replica);
    expect(portal.sent).toEqual([]);
    const outcome: OperationOutcome = { result: 'cancelled', kept: [] };
    await replica.onEnvironmentEvent({ ...event, phase: 'settled', outcome });
    await pass(replica);
    await replica.onTaskEnd(taskId);

    expect(portal.environments.followed).toEqual([]);
    expect(portal.sent).toEqual([
      'group:default/payments: The creation of PostgreSQL environment orders was cancelled',
    ]);
  });

  it('reports an end if the back end died before the task ended', async () => {
    const portal = await aPortal();
    const environment = sampleEnvironment({ lastTaskId: 'task-1' });
    const dying = portal.aReplica();
    await pass(dying);
    await dying.onEnvironmentEvent({
      operation: 'create',
      phase: 'settled',
      environment,
      outcome: COMPLETED,
      taskId: 'task-1',
    });

    portal.environments.environments = [environment];
    const next = portal.aReplica();
    // The scaffolder rejects the recovered task.
    await next.onTaskEnd('task-1');
    await pass(next);

    expect(portal.sent).toEqual([
      'group:default/payments: PostgreSQL environment orders is ready',
    ]);
  });

  describe('after a change without a task, which a user waits for', () => {
    const changed = (facts: Partial<Environment> = {}) =>
      sampleEnvironment({
        stackStatus: 'UPDATE_COMPLETE',
        updatedAt: '2026-11-20T12:00:00.000Z',
        ...facts,
      });

    async function settle(
      environment: Environment,
      outcome: OperationOutcome = COMPLETED,
    ) {
      const portal = await aPortal();
      const replica = portal.aReplica();
      portal.environments.environments = [sampleEnvironment()];
      await pass(replica);
      await replica.onEnvironmentEvent({
        operation: 'update',
        phase: 'settled',
        environment,
        outcome,
      });
      portal.environments.environments = [environment];
      await pass(replica);
      expect(portal.environments.followed).toEqual([]);
      return portal.sent;
    }

    it('sends no notification', async () => {
      expect(await settle(changed())).toEqual([]);
    });

    it('notifies the new and the previous owner of a transfer', async () => {
      expect(await settle(changed({ owner: 'user:default/mia' }))).toEqual([
        'user:default/mia and group:default/payments: PostgreSQL environment orders was transferred to mia',
      ]);
    });

    it('notifies the owner of a rotation, once, and of no later change', async () => {
      const rotated = changed({ credentialsRotation: ROTATION });
      const portal = await aPortal();
      const replicas = [portal.aReplica(), portal.aReplica()];
      portal.environments.environments = [sampleEnvironment()];
      await pass(...replicas);
      const settled = (environment: Environment) => ({
        operation: 'update' as const,
        phase: 'settled' as const,
        environment,
        outcome: COMPLETED,
      });
      for (const replica of replicas) {
        await replica.onEnvironmentEvent(settled(rotated));
      }
      portal.environments.environments = [rotated];
      await pass(...replicas);
      const later = { ...rotated, updatedAt: '2026-11-20T12:30:00.000Z' };
      await replicas[0].onEnvironmentEvent(settled(later));
      portal.environments.environments = [later];
      await pass(...replicas);

      expect(portal.sent).toEqual([ROTATED]);
      expect(portal.descriptions).toEqual([
        'Clients must read user name and password from the secrets again. The previous passwords are accepted until 2026-11-21T12:00:00.000Z.',
      ]);
    });

    it('reports a failure', async () => {
      const failed = changed({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
      const outcome = { result: 'failed' as const, message: 'no', kept: [] };
      expect(await settle(failed, outcome)).toEqual([
        'group:default/payments: PostgreSQL environment orders could not be changed and was rolled back',
      ]);
    });
  });

  it('reports a rotation that ended while no back end was running', async () => {
    const portal = await aPortal();
    const before = sampleEnvironment();
    portal.environments.environments = [before];
    await pass(portal.aReplica());

    const rotation = { ...ROTATION, previousValidUntil: ROTATION.requestedAt };
    portal.environments.environments = [
      {
        ...before,
        credentialsRotation: rotation,
        stackStatus: 'UPDATE_COMPLETE',
        updatedAt: '2026-11-20T12:00:00.000Z',
      },
    ];
    await pass(portal.aReplica());

    expect(portal.sent).toEqual([ROTATED]);
    expect(portal.descriptions).toEqual([
      'Clients must read user name and password from the secrets again. The previous passwords are no longer accepted.',
    ]);
  });

  it('reports a transfer that ended while no back end was running, also after an upgrade', async () => {
    const portal = await aPortal();
    const before = sampleEnvironment();
    portal.environments.environments = [before];
    await pass(portal.aReplica());
    await portal.knex('reported_operations').update({ owner: null });
    await pass(portal.aReplica());

    portal.environments.environments = [
      {
        ...before,
        owner: 'user:default/mia',
        stackStatus: 'UPDATE_COMPLETE',
        updatedAt: '2026-11-20T12:00:00.000Z',
      },
    ];
    await pass(portal.aReplica());

    expect(portal.sent).toEqual([
      'user:default/mia and group:default/payments: PostgreSQL environment orders was transferred to mia',
    ]);
  });

  it('reports an end while no back end was running, even of an unknown stack', async () => {
    const portal = await aPortal();
    await pass(portal.aReplica());

    portal.environments.environments = [sampleEnvironment()];
    await pass(portal.aReplica());
    await pass(portal.aReplica());

    expect(portal.sent).toEqual([
      'group:default/payments: PostgreSQL environment orders is ready',
    ]);
  });

  it('reports a stack that was deleted while no back end was running', async () => {
    const portal = await aPortal();
    portal.environments.environments = [sampleEnvironment()];
    await pass(portal.aReplica());

    portal.environments.environments = [];
    portal.environments.unlisted = [deleted(sampleEnvironment())];
    await pass(portal.aReplica());
    await pass(portal.aReplica());

    expect(portal.sent).toEqual([
      'group:default/payments: PostgreSQL environment orders was torn down',
    ]);
    expect(portal.published.map(p => p.environment.status)).toEqual([
      'deleted',
    ]);
  });

  it('does not report a stack that is only missing in a listing', async () => {
    const portal = await aPortal();
    portal.environments.environments = [sampleEnvironment()];
    await pass(portal.aReplica());

    portal.environments.environments = [];
    portal.environments.unlisted = [sampleEnvironment()];
    await pass(portal.aReplica());

    expect(portal.sent).toEqual([]);
  });

  it('reports why an operation failed', async () => {
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
      'group:default/payments: PostgreSQL environment orders could not be created, and its stack was deleted',
    ]);
    expect(portal.descriptions).toEqual(['invalid value for shared_buffers']);
  });

  describe('if the deletion of a failed creation fails', () => {
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
        'could not be created, and its stack was deleted',
      ],
      [
        'left behind',
        left(),
        'could not be created, and parts of its stack remain',
      ],
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

    it('retries the deletion even if the portal lists the target for the first time', async () => {
      const portal = await aPortal();
      portal.environments.environments = [left()];

      await pass(portal.aReplica());
      await pass(portal.aReplica());

      expect(portal.environments.followed).toEqual([left().stackId]);
    });

    it('ignores a stale listing of a deleted stack', async () => {
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

    it('ignores a stale listing of the update before', async () => {
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

    it('leaves the retry to a task that is still running', async () => {
      const portal = await aPortal();
      portal.environments.environments = [left()];
      portal.unfinished = [ALIVE];

      await pass(portal.aReplica());

      expect(portal.environments.followed).toEqual([]);
    });
  });

  it.each([
    [
      'does not respond',
      Object.assign(new Error('Rate exceeded'), {
        name: 'ServiceUnavailableError',
      }),
    ],
    [
      "rejects the portal's role",
      new AwsAccessError('denied', { action: 'cloudformation:DescribeStacks' }),
    ],
  ])('tries again if AWS %s', async (_, failure) => {
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

  describe('if the task was cancelled and AWS was not called', () => {
    const startedAt = sampleEnvironment().createdAt;
    const after = new Date(Date.parse(startedAt) + 60_000).toISOString();
    const before = new Date(Date.parse(startedAt) - 60_000).toISOString();

    it('cancels the operation of the task, and reports it', async () => {
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

    it.each([
      [
        'UPDATE_ROLLBACK_COMPLETE',
        'The change of PostgreSQL environment orders was cancelled',
      ],
      [
        'UPDATE_ROLLBACK_FAILED',
        'PostgreSQL environment orders has failed (UPDATE_ROLLBACK_FAILED)',
      ],
    ])('reports a cancelled change in %s', async (stackStatus, title) => {
      const portal = await aPortal();
      const environment = sampleEnvironment({
        stackStatus: 'UPDATE_IN_PROGRESS',
      });
      portal.environments.environments = [environment];
      portal.cancellations.set('task-1', after);
      portal.environments.whileFollowed = async () => {
        portal.environments.environments = [{ ...environment, stackStatus }];
        throw Object.assign(new Error('cancelled'), {
          name: 'OperationCancelledError',
        });
      };

      await pass(portal.aReplica());

      expect(portal.sent).toEqual([`group:default/payments: ${title}`]);
    });

    it('ignores a cancellation before this operation', async () => {
      const portal = await aPortal();
      portal.environments.environments = [creating()];
      portal.cancellations.set('task-1', before);

      await pass(portal.aReplica());

      expect(portal.environments.followed).toHaveLength(1);
      expect(portal.environments.cancelled).toEqual([]);
    });

    it('cancels an operation that it already follows', async () => {
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

  it('reports a creation that ends with an update as a creation', async () => {
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
      'turns on protection that is due',
      { retention: 'retain' as const },
      { terminationProtection: true },
    ],
    [
      'adds the final snapshot that is due',
      { retention: 'snapshot' as const, stackStatus: 'CREATE_COMPLETE' },
      { stackStatus: 'UPDATE_COMPLETE' },
    ],
    [
      'carries out the rest of a change',
      { changePending: true, stackStatus: 'UPDATE_COMPLETE' },
      { changePending: undefined },
    ],
  ])('%s, and sends no notification', async (_, due, settled) => {
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

  it.each([
    ['was cancelled', { stackStatus: 'UPDATE_COMPLETE' }],
    ['was rolled back', { stackStatus: 'UPDATE_ROLLBACK_COMPLETE' }],
  ])('leaves a change alone that %s', async (reason, facts) => {
    const portal = await aPortal();
    portal.environments.environments = [
      sampleEnvironment({
        changePending: true,
        lastTaskId: 'task-1',
        ...facts,
      }),
    ];
    if (reason === 'was cancelled') {
      portal.cancellations.set('task-1', '2099-01-01T00:00:00.000Z');
    }

    await pass(portal.aReplica());

    expect(portal.environments.followed).toEqual([]);
  });

  it('ignores stacks of other portals', async () => {
    const portal = await aPortal();
    portal.environments.environments = [
      creating({ portal: 'other' }),
      creating({ portal: undefined, suffix: 'carts' }),
    ];

    await pass(portal.aReplica());

    expect(portal.environments.followed).toEqual([]);
  });

  it('reports an end once with two replicas', async () => {
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
