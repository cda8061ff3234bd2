import {
  mockCredentials,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Finding } from '@tap/plugin-tap-common';
import { AwsAccessError, TooManyRequestsError } from '@tap/plugin-tap-node';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import request from 'supertest';
import { FakeScaffolder } from '../__testUtils__/FakeScaffolder';
import tapPlugin from '../index';

describe('createRouter', () => {
  const environments = new FakeEnvironmentService();
  const scaffolder = new FakeScaffolder();
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [tapPlugin, scaffolder.feature, environments.factory],
    });
  });

  afterAll(() => backend.stop());

  beforeEach(() => {
    // The back end keeps the fakes; each test starts with the state of new ones.
    Object.assign(environments, new FakeEnvironmentService());
    Object.assign(scaffolder, new FakeScaffolder());
    environments.environments = [
      sampleEnvironment(),
      sampleEnvironment({ suffix: 'ledger', retention: 'retain' }),
      sampleEnvironment({ target: 'other', isDefaultTarget: false }),
    ];
  });

  const get = (path: string) => request(backend.server).get(`/api/tap${path}`);
  const post = (path: string, body: string | object) =>
    request(backend.server)
      .post(`/api/tap${path}`)
      .set('Content-Type', 'application/json')
      .send(body);

  describe('reading', () => {
    it('returns the options on offer', async () => {
      const response = await get('/options').expect(200);
      expect(response.body).toMatchObject({ requester: 'user:default/mock' });
    });

    it('returns whether a suffix is available', async () => {
      const taken = await get('/targets/main/suffixes/orders').expect(200);
      expect(taken.body).toEqual({
        available: false,
        reason: "'orders' is taken",
      });
      const free = await get('/targets/main/suffixes/carts').expect(200);
      expect(free.body).toEqual({ available: true });
    });

    it('lists all environments, or those of one target', async () => {
      const all = await get('/environments').expect(200);
      expect(all.body).toEqual({
        items: environments.environments,
        readAt: {},
        isBeingRead: false,
        unreachable: [],
      });
      const other = await get('/environments?target=other').expect(200);
      expect(other.body.items).toEqual([environments.environments[2]]);
    });

    it('returns a page of the environments that match a filter', async () => {
      const page = await get(
        '/environments?limit=1&offset=1&orderField=name,desc&target=main',
      ).expect(200);
      expect(page.body).toMatchObject({
        items: [environments.environments[1]],
        totalItems: 2,
        allItems: 3,
        facets: {
          target: [
            { value: 'main', count: 2 },
            { value: 'other', count: 1 },
          ],
        },
        readAt: {},
        isBeingRead: false,
        unreachable: [],
      });
    });

    it.each([
      ['name=orders', 'limit: must be a whole number from 1 to 100'],
      ['limit=1000', 'limit: must be a whole number from 1 to 100'],
      ['limit=20&orderField=arn', 'orderField: must be one of name, status'],
      ['limit=20&color=red', 'color: no such field'],
      ['target=', 'target: must be the name of a target'],
    ])('rejects the page %s', async (query, message) => {
      const response = await get(`/environments?${query}`).expect(400);
      expect(response.body.error).toMatchObject({
        name: 'InputError',
        message: expect.stringContaining(message),
      });
    });

    it('returns one environment, and its progress', async () => {
      const one = await get('/environments/main/orders').expect(200);
      expect(one.body).toEqual(sampleEnvironment());
      const progress = await get('/environments/main/orders/progress');
      expect(progress.body).toMatchObject({ done: 3, total: 40, events: [] });
    });

    it('returns the resources of an environment', async () => {
      const path = '/environments/main/orders/resources';
      const { body } = await get(path).expect(200);
      expect(body.items).toMatchObject([{ physicalId: 'tapstack-orders' }]);
      await get('/environments/main/carts/resources').expect(404);
    });

    it('returns the alarms of an environment', async () => {
      const alarm = {
        logicalId: 'DatabaseAlarmCpu',
        description: 'CPU over 80 %',
        state: 'ALARM' as const,
        isNotified: true,
      };
      environments.raisedAlarms = [
        { ...alarm, stackName: 'TapStack-orders' },
        { ...alarm, stackName: 'TapStack-orders-dev' },
      ];
      const { body } = await get('/environments/main/orders/alarms').expect(
        200,
      );
      expect(body.items).toMatchObject([alarm]);
      await get('/environments/main/carts/alarms').expect(404);
    });

    it('returns the state of the databases of an environment', async () => {
      const { body } = await get('/environments/main/orders/health').expect(
        200,
      );
      expect(body.databases).toMatchObject([
        { identifier: 'tapstack-orders', status: 'available' },
      ]);
      await get('/environments/main/carts/health').expect(404);
    });

    it('returns 404 if the environment does not exist', async () => {
      const response = await get('/environments/main/carts').expect(404);
      expect(response.body.error).toMatchObject({
        name: 'NotFoundError',
        message: "There is no environment 'carts'",
      });
    });
  });

  it('plans a request', async () => {
    const response = await post('/plan', { suffix: 'carts' }).expect(200);
    expect(response.body).toMatchObject({
      ref: { suffix: 'carts', target: 'main' },
      operation: 'create',
    });
  });

  it('returns 429 with Retry-After if a user exceeds a limit', async () => {
    environments.planFailure = new TooManyRequestsError('Too many plans', 7);
    const response = await post('/plan', { suffix: 'carts' }).expect(429);
    expect(response.headers['retry-after']).toBe('7');
    expect(response.body.error).toMatchObject({
      name: 'TooManyRequestsError',
      message: 'Too many plans',
    });
  });

  it('returns 429 for a registered action too', async () => {
    environments.planFailure = new TooManyRequestsError('Too many plans', 7);
    const response = await post(
      '/.backstage/actions/v1/actions/tap:plan/invoke',
      {
        suffix: 'carts',
      },
    ).expect(429);
    expect(response.body.error.message).toBe('Too many plans');
  });

  it('returns 500, not 403, if AWS rejects the role of the portal', async () => {
    const message = 'not allowed to perform cloudformation:CreateChangeSet';
    environments.planFailure = new AwsAccessError(message, {
      action: 'cloudformation:CreateChangeSet',
    });
    const response = await post('/plan', { suffix: 'carts' }).expect(500);
    expect(response.headers).not.toHaveProperty('retry-after');
    expect(response.body.error).toMatchObject({
      name: 'AwsAccessError',
      message,
    });
  });

  describe('invalid input', () => {
    it.each([
      ['/environments/main/Orders', 'suffix: must be lower-case letters'],
      ['/environments/main/ab', 'suffix: must have at least 3 characters'],
      [`/environments/main/${'a'.repeat(21)}`, 'suffix: must have at most 20'],
      ['/environments/main/a%2F..%2Fb', 'suffix: must be lower-case letters'],
      ['/environments/MAIN/orders', 'target: must be the name of a target'],
      ['/environments/nowhere/orders', "target: there is no target 'nowhere'"],
      ['/environments/main/o--o/progress', 'suffix: must be lower-case'],
      ['/targets/main/suffixes/-orders', 'suffix: must be lower-case letters'],
      ['/environments?target=a&target=b', 'target: expected string'],
      ['/environments?color=red', 'color: no such field'],
    ])('GET %s is rejected: %s', async (path, message) => {
      const response = await get(path).expect(400);
      expect(response.body.error.name).toBe('InputError');
      expect(response.body.error.message).toContain(message);
    });

    it.each([
      [{}, 'suffix: is missing, for example'],
      [{ suffix: 'carts{{resolve:ssm:x}}' }, 'suffix: must'],
      [{ suffix: 'carts', target: 'A' }, 'target: must be the name'],
      [{ suffix: 'carts', size: 'Huge' }, 'size: must be the name of a size'],
      [{ suffix: 'carts', retention: 'x' }, 'retention: must be one of'],
      [{ suffix: 'carts', owner: 'component:x' }, 'owner: must be the entity'],
      [{ suffix: 'carts', engineVersion: '9' }, 'engineVersion: must be'],
      [
        { suffix: 'carts', backupRetentionDays: 36 },
        'backupRetentionDays: must be at most 35 days',
      ],
      [{ suffix: 'carts', expiresIn: '1y' }, 'expiresIn: must be a whole'],
      [{ suffix: 'carts', description: 'a\u0007b' }, 'description: must not'],
      [{ suffix: 'carts', flavour: 'x' }, 'flavour: no such field'],
      [['carts'], 'request: expected object'],
    ])('POST /plan %j is rejected: %s', async (body, message) => {
      const response = await post('/plan', body).expect(400);
      expect(response.body.error.name).toBe('InputError');
      expect(response.body.error.message).toContain(message);
    });

    it.each([
      ['teardown', {}, 'confirm: is missing'],
      ['teardown', { confirm: 'order' }, 'confirm: must repeat the suffix'],
      [
        'teardown',
        { confirm: 'orders', acknowledgeLostSnapshots: 'yes' },
        'acknowledgeLostSnapshots: expected boolean',
      ],
      [
        'teardown',
        { confirm: 'orders', onlyIfExpired: '2026-11-30T12:00:00.000Z' },
        'onlyIfExpired: no such field',
      ],
      [
        'teardown',
        { confirm: 'ledger', suffix: 'ledger' },
        'suffix: no such field',
      ],
      ['extend', {}, 'expiresIn: is missing'],
      ['extend', { expiresIn: 'P2Y' }, 'expiresIn: must be a whole number'],
      ['extend', { expiresIn: '366d' }, 'expiresIn: must not be longer'],
      ['extend', { expiresIn: '7d', target: 'x' }, 'target: no such field'],
      [
        'rotate-credentials',
        { graceHours: 169 },
        'graceHours: must be a whole number from 0 to 168',
      ],
      ['transfer', {}, 'owner: is missing'],
      ['transfer', { owner: 'component:x' }, 'owner: must be the entity ref'],
      ['transfer', { owner: 'jo', suffix: 'x' }, 'suffix: no such field'],
    ])('POST %s %j is rejected: %s', async (route, body, message) => {
      const response = await post(`/environments/main/orders/${route}`, body);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain(message);
      expect(environments.authorizations).toEqual([]);
      expect(scaffolder.created).toEqual([]);
    });

    it('rejects a body of a megabyte before it is parsed', async () => {
      const description = 'a'.repeat(1_000_000);
      for (const path of [
        '/plan',
        '/environments/main/orders/teardown',
        '/environments/main/orders/extend',
        '/environments/main/orders/transfer',
        '/environments/main/orders/drift',
      ]) {
        const response = await post(path, { suffix: 'carts', description });
        expect([path, response.status]).toEqual([path, 413]);
        expect(response.text.length).toBeLessThan(10_000);
      }
      expect(environments.authorizations).toEqual([]);
      expect(environments.detections).toEqual([]);
    });

    it('rejects a body that is not JSON', async () => {
      const response = await post('/plan', '{"suffix":');
      expect(response.status).toBe(400);
    });
  });

  it.each([
    ['a request without credentials', mockCredentials.none.header(), 401],
    ['an invalid token', mockCredentials.user.invalidHeader(), 401],
    ['a user', mockCredentials.user.header(), 200],
    ['a service', mockCredentials.service.header(), 200],
  ])('authenticates %s', async (_, authorization, status) => {
    const response = await get('/environments').set(
      'Authorization',
      authorization,
    );
    expect(response.status).toBe(status);
  });

  describe('teardown', () => {
    const path = '/environments/main/orders/teardown';

    it("starts a task with the caller's credentials", async () => {
      const response = await post(path, { confirm: 'orders' })
        .set('Authorization', mockCredentials.user.header('user:default/kim'))
        .expect(201);

      expect(response.body).toEqual({ taskId: 'task-1' });
      expect(scaffolder.created).toEqual([
        {
          templateRef: 'template:default/tap-postgres-teardown',
          values: { suffix: 'orders', target: 'main', confirm: 'orders' },
          principal: expect.objectContaining({
            type: 'user',
            userEntityRef: 'user:default/kim',
          }),
        },
      ]);
    });

    it('passes on the acknowledgement of lost snapshots', async () => {
      const body = { confirm: 'orders', acknowledgeLostSnapshots: true };
      await post(path, body).expect(201);
      expect(scaffolder.created[0].values).toMatchObject(body);
    });

    it('returns 403 if the caller is not allowed, and starts nothing', async () => {
      environments.onlookers.add('user:default/eve');
      const response = await post(path, { confirm: 'orders' })
        .set('Authorization', mockCredentials.user.header('user:default/eve'))
        .expect(403);
      expect(response.body.error.name).toBe('NotAllowedError');
      expect(scaffolder.created).toEqual([]);
    });

    it('returns what blocks the teardown, and starts nothing', async () => {
      const findings: Finding[] = [
        { code: 'external-interfaces', text: 'Others use its VPC: eni-1.' },
        {
          code: 'external-replicas',
          text: 'It has replicas: copy-1.',
          resource: 'tapstack-orders',
        },
      ];
      environments.blockers.push(...findings);
      const response = await post(path, { confirm: 'orders' }).expect(409);
      expect(response.body.error).toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(
          'Others use its VPC: eni-1. Delete or move them first.',
        ),
        findings,
      });
      expect(scaffolder.created).toEqual([]);
    });

    it('requires the acknowledgement of former protection', async () => {
      environments.environments[0].wasRetained = true;
      await post(path, { confirm: 'orders' }).expect(409);
      expect(scaffolder.created).toEqual([]);
      const body = { confirm: 'orders', acknowledgeRetained: true };
      await post(path, body).expect(201);
      expect(scaffolder.created[0].values).toEqual({
        suffix: 'orders',
        target: 'main',
        ...body,
      });
    });

    it.each([
      ['carts', 404],
      ['ledger', 409],
    ])(
      'returns for %s the status %i, and starts nothing',
      async (suffix, status) => {
        await post(`/environments/main/${suffix}/teardown`, {
          confirm: suffix,
        }).expect(status);
        expect(scaffolder.created).toEqual([]);
      },
    );

    it.each([
      [
        { status: 400, body: { errors: [{ stack: 'instance.confirm is x' }] } },
        400,
        'rejects the values: confirm is x',
      ],
      [{ status: 403, body: {} }, 403, 'You are not allowed to create a task'],
      [{ status: 404, body: {} }, 503, 'is not in the catalog'],
      [{ status: 500, body: {} }, 503, 'it returned 500'],
    ])(
      'returns an error for the response %j of the scaffolder',
      async (refusal, status, text) => {
        scaffolder.refusal = refusal;
        const response = await post(path, { confirm: 'orders' }).expect(status);
        expect(response.body.error.message).toContain(text);
      },
    );
  });

  describe('deploy', () => {
    const path = '/environments/main/orders/deploy';

    it('starts a task of the request template, once the caller is authorized', async () => {
      const response = await post(path, { size: 'micro' }).expect(201);
      expect(response.body).toEqual({ taskId: 'task-1' });
      expect(scaffolder.created).toMatchObject([
        {
          templateRef: 'template:default/tap-postgres',
          values: { suffix: 'orders', target: 'main', size: 'micro' },
        },
      ]);
    });

    it('rejects callers without permission, and fields of the path, and starts nothing', async () => {
      await post(path, { suffix: 'ledger' }).expect(400);
      environments.onlookers.add('user:default/mock');
      await post(path, { size: 'micro' }).expect(403);
      expect(scaffolder.created).toEqual([]);
    });
  });

  describe('extend', () => {
    it('returns the environment with its new expiry', async () => {
      const response = await post('/environments/main/orders/extend', {
        expiresIn: '7d',
      }).expect(200);
      expect(response.body).toEqual(
        sampleEnvironment({ expiresAt: '2026-11-27T12:00:00.000Z' }),
      );
    });

    it('returns 403 if the caller is not allowed', async () => {
      environments.onlookers.add('user:default/mock');
      const response = await post('/environments/main/orders/extend', {
        expiresIn: '7d',
      });
      expect(response.status).toBe(403);
    });
  });

  describe('rotate-credentials', () => {
    const path = '/environments/main/orders/rotate-credentials';

    it('responds when CloudFormation has accepted it, and continues in the background', async () => {
      const release = environments.hold();
      const response = await post(path, { graceHours: 2 }).expect(202);
      expect(response.body).toEqual(sampleEnvironment());
      expect(environments.authorizations).toMatchObject([
        { operation: 'rotate-credentials', input: { graceHours: 2 } },
      ]);
      release();
    });

    it('returns 403 if the caller is not allowed', async () => {
      environments.onlookers.add('user:default/mock');
      await post(path, {}).expect(403);
    });
  });

  describe('transfer', () => {
    const path = '/environments/main/orders/transfer';

    it('returns the environment with its new owner', async () => {
      const owner = 'group:default/checkout';
      const response = await post(path, { owner }).expect(200);
      expect(response.body).toEqual(sampleEnvironment({ owner }));
      expect(environments.authorizations).toMatchObject([
        { operation: 'transfer', input: { suffix: 'orders', owner } },
      ]);
    });

    it('returns 403 if the caller is not allowed', async () => {
      environments.onlookers.add('user:default/mock');
      const response = await post(path, { owner: 'group:default/checkout' });
      expect(response.status).toBe(403);
      expect(environments.environments[0].owner).toBe('group:default/payments');
    });
  });

  describe('drift', () => {
    it('returns the report', async () => {
      const response = await post('/environments/main/orders/drift', {});
      expect(response.status).toBe(200);
      expect(response.body).toMatchObject({ status: 'in-sync', resources: [] });
    });

    it('returns 404 if the environment does not exist', async () => {
      await post('/environments/main/carts/drift', {}).expect(404);
      expect(environments.detections).toEqual([]);
    });
  });
});
