import { createMockDirectory } from '@backstage/backend-test-utils';
import { Sandbox } from '@tap/sandbox';
import { Caller, eventually } from '@tap/plugin-tap-node/testUtils';
import { SandboxPortal } from './__testUtils__/SandboxPortal';

jest.setTimeout(240_000);

/** Of a sign-in by create-app; not in the catalog. */
const GUEST = 'user:development/guest';
/** The longest entity ref of a group in the catalog. */
const LONGEST = `group:${'n'.repeat(63)}/${'g'.repeat(63)}`;

describe('owners, with routes, scaffolder, catalog, engine and sandbox together', () => {
  const directories = [createMockDirectory(), createMockDirectory()];
  let sandbox: Sandbox;
  let portal: SandboxPortal;
  /** Another Backstage: it has its own database, and the same `tap.portal` and target. */
  let other: SandboxPortal;

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 2_000 });
    [portal, other] = await Promise.all(
      directories.map(({ path }) =>
        SandboxPortal.start({
          sandboxUrl: sandbox.url,
          databaseDirectory: path,
        }),
      ),
    );
  });

  afterEach(() => {
    sandbox.clock.setSpeed(600);
  });

  afterAll(async () => {
    await Promise.all([portal?.stop(), other?.stop()]);
    await sandbox?.close();
  });

  const request = (by: Caller, fields: object, backstage = portal) =>
    backstage.post(
      '/api/tap/.backstage/actions/v1/actions/tap:request/invoke',
      { size: 'micro', ...fields },
      by,
    );

  const isCompleted = async (taskId: string, backstage = portal) => {
    const { error, status } = await backstage.tasks.outcome(taskId);
    expect({ error, status }).toEqual({ status: 'completed' });
  };

  const system = (suffix: string, backstage = portal) =>
    backstage.get(`/api/catalog/entities/by-name/system/default/tap-${suffix}`);

  const tearDown = async (by: Caller, suffix: string, backstage = portal) => {
    const { body, status } = await backstage.post(
      `/api/tap/environments/sandbox/${suffix}/teardown`,
      { confirm: suffix },
      by,
    );
    expect(status).toBe(201);
    await isCompleted(body.taskId, backstage);
  };

  it.each<[string, string, Caller, object, string]>([
    ['a guest who is not in the catalog', 'guests', GUEST, {}, GUEST],
    [
      'the longest owner, in a namespace of its own',
      'longest',
      'user:default/pat',
      { owner: LONGEST },
      LONGEST,
    ],
  ])(
    'shows the environment of %s in the catalog, and tears it down',
    async (_, suffix, by, fields, owner) => {
      const { body } = await request(by, { suffix, ...fields });
      await isCompleted(body.output.taskId);
      await eventually(async () => {
        const entity = (await system(suffix)).body;
        expect(entity.spec.owner).toBe(owner);
        expect(entity.relations).toContainEqual({
          type: 'ownedBy',
          targetRef: owner,
        });
      });
      const listed = await portal.get('/api/tap/environments');
      expect(listed.body.items).toMatchObject([{ suffix, owner }]);
      await tearDown(by, suffix);
      expect((await system(suffix)).status).toBe(404);
    },
  );

  it('rejects a user whose name is too long for the catalog, and starts nothing', async () => {
    const { body, status } = await request(`user:default/${'x'.repeat(64)}`, {
      suffix: 'too-long',
    });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/^owner: is missing, and you cannot be/),
    });
    expect((await portal.get('/api/scaffolder/v2/tasks')).body.tasks).toEqual(
      expect.not.arrayContaining([
        expect.objectContaining({
          spec: expect.objectContaining({
            parameters: expect.objectContaining({ suffix: 'too-long' }),
          }),
        }),
      ]),
    );
    expect(sandbox.state().stacks.map(({ name }) => name)).not.toContain(
      'TapStack-too-long',
    );
  });

  it('has one set of environments for two Backstages with the same portal ID, and warns in the log', async () => {
    const { body } = await request(GUEST, { suffix: 'shared' });
    await eventually(async () =>
      expect(sandbox.state().stacks.map(({ name }) => name)).toContain(
        'TapStack-shared',
      ),
    );
    sandbox.clock.setSpeed(0);
    await Promise.all([
      portal.runScheduled('tap-reconciler'),
      other.runScheduled('tap-reconciler'),
    ]);
    expect(other.warnings).toContainEqual(
      expect.stringContaining(
        `its task ${body.output.taskId} is not in this Backstage. If another Backstage uses tap.portal 'tap' in this account,`,
      ),
    );
    expect(portal.warnings).not.toContainEqual(
      expect.stringContaining('is not in this Backstage'),
    );

    sandbox.clock.setSpeed(600);
    await isCompleted(body.output.taskId);
    await eventually(async () =>
      expect((await system('shared', other)).status).toBe(200),
    );
    await tearDown(GUEST, 'shared', other);
    await portal.runScheduled('tap-provider-sandbox');
    expect((await system('shared')).status).toBe(404);
  });
});
