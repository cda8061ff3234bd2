import {
  mockCredentials,
  startTestBackend,
  TestBackend,
  TestDatabases,
  mockServices,
} from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  DefaultEventsService,
  EventsService,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import { OperationRecord } from '@tap/plugin-tap-common';
import {
  deletedEnvironment,
  sampleEnvironment,
} from '@tap/plugin-tap-common/testUtils';
import { OperationEventPayload } from '@tap/plugin-tap-node';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import request from 'supertest';
import { FakeScaffolder } from '../__testUtils__/FakeScaffolder';
import { openTestDatabase } from '../__testUtils__/openTestDatabase';
import { OperationStore } from '../database';
import tapPlugin from '../index';
import { OperationHistory } from './OperationHistory';

const PATH = '/api/tap/environments/main/orders/operations';

const CREATED: OperationRecord = {
  id: 'token-1',
  target: 'main',
  suffix: 'orders',
  stackId: sampleEnvironment().stackId,
  operation: 'create',
  initiator: 'user:default/olga',
  taskId: 'task-1',
  plan: ['Size: small'],
  startedAt: '2026-11-01T10:00:00.000Z',
  endedAt: '2026-11-01T10:12:00.000Z',
  outcome: 'succeeded',
  environment: sampleEnvironment(),
  removed: [],
  kept: [],
};

const TORN_DOWN: OperationRecord = {
  ...CREATED,
  id: 'token-2',
  operation: 'delete',
  taskId: 'task-2',
  plan: ['On teardown: Destroy everything'],
  startedAt: '2026-11-03T10:00:00.000Z',
  endedAt: '2026-11-03T10:09:00.000Z',
  environment: deletedEnvironment(
    sampleEnvironment({ owner: 'group:default/checkout' }),
  ),
  goneAt: '2026-11-03T10:09:00.000Z',
};

describe('the operations of an environment', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const environments = new FakeEnvironmentService();
  let events: EventsService;
  let backend: TestBackend;

  const publish = (eventPayload: OperationEventPayload) =>
    events.publish({ topic: 'tap.operation', eventPayload });

  beforeAll(async () => {
    events = DefaultEventsService.create({
      logger: mockServices.logger.mock(),
      useEventBus: 'never',
    });
    backend = await startTestBackend({
      features: [
        tapPlugin,
        new FakeScaffolder().feature,
        environments.factory,
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => events,
        }),
      ],
    });
    await publish({ phase: 'started', record: CREATED });
    await publish({ phase: 'ended', record: CREATED });
    await publish({ phase: 'started', record: TORN_DOWN });
    await publish({ phase: 'ended', record: TORN_DOWN });
  });

  afterAll(() => backend.stop());

  it('are returned after the teardown, newest first', async () => {
    const { body } = await request(backend.server).get(PATH).expect(200);
    expect(body).toEqual({ items: [TORN_DOWN, CREATED] });
  });

  it('are read by the permission on the last recorded owner', async () => {
    const asked = jest.spyOn(environments, 'withHistory');
    await request(backend.server).get(PATH).expect(200);
    expect(asked.mock.calls[0][0]).toEqual([TORN_DOWN.environment]);

    environments.onlookers.add('user:default/mock');
    const { body } = await request(backend.server).get(PATH).expect(200);
    expect(body).toEqual({ items: [] });
    environments.onlookers.clear();
  });

  it('are empty for a name that no environment had', async () => {
    const { body } = await request(backend.server)
      .get('/api/tap/environments/main/never-there/operations')
      .expect(200);
    expect(body).toEqual({ items: [] });
  });

  it('give the typical duration of the operation in progress', async () => {
    const progress = async (operation: 'create' | 'update', size: string) => {
      jest.spyOn(environments, 'progress').mockResolvedValueOnce({
        environment: sampleEnvironment({ size }),
        operation,
        done: 3,
        total: 40,
        events: [],
        ...(operation === 'create' && { typicalSeconds: 77 }),
      });
      const { body } = await request(backend.server)
        .get('/api/tap/environments/main/orders/progress')
        .expect(200);
      return body.typicalSeconds;
    };
    const creation = (id: string, minutes: number, outcome = 'succeeded') => ({
      ...CREATED,
      id,
      outcome: outcome as OperationRecord['outcome'],
      environment: sampleEnvironment({ size: 'large' }),
      stackId: `arn:${id}`,
      endedAt: new Date(
        Date.parse(CREATED.startedAt) + minutes * 60_000,
      ).toISOString(),
    });
    for (const record of [
      creation('large-1', 20),
      creation('large-2', 22),
      creation('large-3', 90),
      creation('large-4', 2, 'failed'),
      creation('large-5', 1, 'failed'),
    ]) {
      await publish({ phase: 'ended', record });
    }
    expect(await progress('create', 'large')).toBe(22 * 60);
    expect(await progress('create', 'medium')).toBe(77);
    expect(await progress('update', 'large')).toBeUndefined();
  });

  it('contain those that the environment service does not publish', async () => {
    const knex = await openTestDatabase(databases);
    const history = new OperationHistory({
      environments,
      operations: new OperationStore(knex),
    });
    await history.add(CREATED);
    await expect(
      history.list(
        { suffix: 'orders' },
        { credentials: mockCredentials.user() },
      ),
    ).resolves.toEqual([CREATED]);
  });

  it('are returned only to authenticated callers', async () => {
    const { status } = await request(backend.server)
      .get(PATH)
      .set('Authorization', mockCredentials.none.header());
    expect(status).toBe(401);
  });
});
