import { createMockDirectory } from '@backstage/backend-test-utils';
import { Sandbox } from '@tap/sandbox';
import { eventually, setExpiry } from '@tap/plugin-tap-node/testUtils';
import { SandboxPortal } from './__testUtils__/SandboxPortal';

jest.setTimeout(240_000);

const REF = { suffix: 'orders', target: 'sandbox' };
const PATH = '/api/tap/environments/sandbox/orders';
const SYSTEM = '/api/catalog/entities/by-name/system/default/tap-orders';

/** A database in the state of the sandbox. */
interface StoredDatabase {
  physicalId: string;
  deletionProtection: boolean;
  properties: Record<string, unknown>;
}

describe('routes, scaffolder, catalog, engine and sandbox together', () => {
  const directory = createMockDirectory();
  const elsewhere = createMockDirectory();
  let sandbox: Sandbox;
  let portal: SandboxPortal;

  const startPortal = () =>
    SandboxPortal.start({
      sandboxUrl: sandbox.url,
      databaseDirectory: directory.path,
    });

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 2_000 });
    portal = await startPortal();
  });

  afterAll(async () => {
    await portal?.stop();
    await sandbox?.close();
  });

  const stacks = () =>
    sandbox
      .state()
      .stacks.filter(({ status }) => status !== 'DELETE_COMPLETE')
      .map(({ name }) => name);

  /** Requests the environment through the actions registry, as soon as the templates are in the catalog. */
  const ask = () =>
    eventually(async () => {
      const response = await portal.post(
        '/api/tap/.backstage/actions/v1/actions/tap:request/invoke',
        { suffix: 'orders', size: 'micro' },
        'user:default/jo',
      );
      expect(response.body.output).toEqual({ taskId: expect.any(String) });
      return response.body.output.taskId as string;
    });

  /** Waits longer than for the stack: until its task has ended, the portal rejects other operations. */
  const isCompleted = (taskId: string) =>
    eventually(async () => {
      const { body } = await portal.get(`/api/scaffolder/v2/tasks/${taskId}`);
      expect(body.status).toBe('completed');
    });

  const isAvailable = () =>
    eventually(async () => {
      const { body } = await portal.get(PATH);
      expect(body).toMatchObject({ status: 'available' });
    });

  const isGone = () =>
    eventually(async () => {
      expect(stacks()).toEqual([]);
      expect((await portal.get(SYSTEM)).status).toBe(404);
    });

  it('creates by the registered action, shows in the catalog, extends, transfers and tears down', async () => {
    const free = await portal.get('/api/tap/targets/sandbox/suffixes/orders');
    expect(free.body).toEqual({ available: true });

    await isCompleted(await ask());
    await isAvailable();
    await eventually(async () => {
      const { body } = await portal.get(SYSTEM);
      expect(body.spec).toMatchObject({ owner: 'user:default/jo' });
      expect(body.metadata.annotations).toMatchObject({
        'tap.internal/status': 'available',
      });
    });

    const extended = await portal.post(`${PATH}/extend`, { expiresIn: '7d' });
    expect(extended.body).toMatchObject({
      ...REF,
      expiresAt: expect.stringMatching(/Z$/),
    });
    const resources = await portal.get(`${PATH}/resources`);
    expect(resources.body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          resourceType: 'AWS::RDS::DBInstance',
          physicalId: expect.any(String),
          arn: expect.stringMatching(/^arn:aws:rds:us-east-1:0{12}:db:/),
          status: 'CREATE_COMPLETE',
        }),
      ]),
    );
    const taken = await portal.get('/api/tap/targets/sandbox/suffixes/orders');
    expect(taken.body).toMatchObject({ available: false });

    const owner = 'group:default/payments';
    const given = await portal.post(`${PATH}/transfer`, { owner });
    expect(given.body).toMatchObject({ ...REF, owner });
    await eventually(async () => {
      const { body } = await portal.get(SYSTEM);
      expect(body.spec).toMatchObject({ owner });
    });

    const started = await portal.post(`${PATH}/teardown`, {
      confirm: 'orders',
    });
    expect(started.status).toBe(201);
    await isCompleted(started.body.taskId);
    await isGone();
    const { body } = await portal.get(`${PATH}/operations`);
    expect(body.items).toMatchObject([
      {
        operation: 'delete',
        taskId: started.body.taskId,
        outcome: 'succeeded',
        plan: ['On teardown: Destroy everything'],
        environment: { owner },
        goneAt: expect.any(String),
      },
      { operation: 'update', plan: [`Owner: user:default/jo → ${owner}`] },
      { operation: 'update', plan: ['Expires: 7d after the change'] },
      {
        operation: 'create',
        initiator: 'user:default/jo',
        outcome: 'succeeded',
      },
    ]);
  });

  it('reports manual changes, and which of them block a teardown', async () => {
    await isCompleted(await ask());
    const inSync = await portal.post(`${PATH}/drift`, {});
    expect(inSync.body).toMatchObject({ status: 'in-sync', resources: [] });

    const changeByHand = (
      change: (database: StoredDatabase) => StoredDatabase,
    ) => {
      const world = sandbox.world('000000000000', 'us-east-1');
      const kind = 'AWS::RDS::DBInstance';
      const [database] = world.list<StoredDatabase>(kind);
      world.put(kind, database.physicalId, change(database));
      return database;
    };
    const { physicalId, properties } = changeByHand(database => ({
      ...database,
      deletionProtection: true,
      properties: { ...database.properties, AllocatedStorage: '40' },
    }));
    const drifted = await portal.post(`${PATH}/drift`, {});
    expect(drifted.body).toMatchObject({
      status: 'drifted',
      resources: [
        {
          logicalId: 'DatabaseInstance',
          resourceType: 'AWS::RDS::DBInstance',
          physicalId,
          status: 'modified',
          differences: expect.arrayContaining([
            {
              path: '/AllocatedStorage',
              expected: properties.AllocatedStorage,
              actual: '40',
            },
          ]),
        },
      ],
    });

    const tearDown = () =>
      portal.post(`${PATH}/teardown`, { confirm: 'orders' });
    const tasks = async () =>
      (await portal.get('/api/scaffolder/v2/tasks')).body.totalTasks;
    const before = await tasks();
    const blocked = await tearDown();
    expect(blocked.status).toBe(409);
    expect(blocked.body.error.message).toContain(
      `Deletion protection of the database ${physicalId} is on`,
    );
    expect(await tasks()).toBe(before);
    expect(stacks()).toEqual(['TapStack-orders']);

    changeByHand(database => ({ ...database, deletionProtection: false }));
    expect((await tearDown()).status).toBe(201);
    await isGone();
  });

  it('completes a creation whose back end and task have died', async () => {
    await portal.runScheduled('tap-reconciler');
    await ask();
    await eventually(async () => expect(stacks()).toHaveLength(1));
    await portal.stop();
    portal = await startPortal();
    await portal.tasks.mark('failed');

    await portal.runScheduled('tap-reconciler');
    await isAvailable();
    // Also if the dead back end has not stored the start.
    await eventually(async () => {
      const { body } = await portal.get(`${PATH}/operations`);
      expect(body.items[0]).toMatchObject({
        operation: 'create',
        initiator: 'user:default/jo',
        taskId: expect.any(String),
        outcome: 'succeeded',
      });
    });
  });

  it('returns 403 if the policy denies, and starts nothing', async () => {
    const denying = await SandboxPortal.start({
      sandboxUrl: sandbox.url,
      databaseDirectory: elsewhere.path,
      denied: 'tap.environment.delete',
    });
    try {
      const response = await denying.post(`${PATH}/teardown`, {
        confirm: 'orders',
      });
      expect(response.status).toBe(403);
      expect(response.body.error.name).toBe('NotAllowedError');
      expect(stacks()).toEqual(['TapStack-orders']);
    } finally {
      await denying.stop();
    }
  });

  it('tears down an expired environment in a task', async () => {
    await setExpiry(sandbox, 'orders', '2020-01-01T00:00:00.000Z');

    await portal.runScheduled('tap-expiry');

    await isGone();
    expect(await portal.titles('orders')).toContain(
      'PostgreSQL environment orders has expired and is being torn down',
    );
  });
});
