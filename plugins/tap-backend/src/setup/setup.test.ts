import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import eventsPlugin from '@backstage/plugin-events-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import { SETUP_ACTIONS, SetupFindingCode } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { AwsAccessError } from '@tap/plugin-tap-node';
import {
  FakeEnvironmentService,
  sandboxConfig,
} from '@tap/plugin-tap-node/testUtils';
import { Sandbox } from '@tap/sandbox';
import request from 'supertest';
import tapPlugin from '../index';

jest.setTimeout(120_000);

const ADMIN = 'user:default/ada';
const GROUP = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'platform', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

describe('the setup route', () => {
  const logger = mockServices.logger.mock();
  let sandbox: Sandbox;
  let backend: TestBackend;
  /** Runs in place of the engine, if there is one. */
  let environments: FakeEnvironmentService | undefined;
  /** Whether the events back end is installed. */
  let hasEvents: boolean;

  beforeAll(async () => {
    sandbox = await Sandbox.start();
  });
  afterAll(() => sandbox.close());
  beforeEach(() => {
    jest.clearAllMocks();
    logger.child.mockReturnValue(logger);
    environments = undefined;
    hasEvents = true;
  });
  afterEach(() => backend.stop());

  /** Starts the real engine, unless the test has a fake one, over a catalog with one group. */
  async function start(config: JsonObject) {
    const decide = async (
      _: unknown,
      { credentials }: { credentials: unknown },
    ): Promise<DefinitivePolicyDecision[]> => [
      {
        result: String(credentials).includes(ADMIN)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      },
    ];
    backend = await startTestBackend({
      features: [
        tapPlugin,
        logger.factory,
        mockServices.rootLogger.factory(),
        mockServices.scheduler.factory(),
        catalogServiceMock.factory({ entities: [GROUP] }),
        mockServices.rootConfig.factory({ data: config }),
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () => ({ authorize: decide, authorizeConditional: decide }),
        }),
        ...(environments ? [environments.factory] : []),
        ...(hasEvents ? [eventsPlugin] : []),
      ],
    });
  }

  const read = (user = ADMIN) =>
    request(backend.server)
      .get('/api/tap/setup')
      .set('Authorization', mockCredentials.user.header(user));

  const warnings = (code: SetupFindingCode) =>
    logger.warn.mock.calls.filter(([message]) =>
      message.endsWith(SETUP_ACTIONS[code]),
    );

  /** Checks that the response contains one finding, which the log contains once, even if it is read twice. */
  async function expectOne(code: SetupFindingCode, text: RegExp, subject = {}) {
    await read().expect(200);
    const { body } = await read().expect(200);
    expect(body.findings).toEqual([
      {
        code,
        text: expect.stringMatching(text),
        action: SETUP_ACTIONS[code],
        ...subject,
      },
    ]);
    const { action, text: found } = body.findings[0];
    expect(warnings(code)).toEqual([[`${found} ${action}`]]);
  }

  it('finds nothing in a portal that is set up', async () => {
    const { aws, tap } = sandboxConfig(sandbox.url);
    await start({
      aws,
      tap: { ...tap, admins: ['group:default/platform'] },
      catalog: {
        providers: { tap: { templates: { owner: 'group:platform' } } },
      },
    });
    const { body } = await read().expect(200);
    expect(body).toEqual({ checkedAt: expect.any(String), findings: [] });
    const codes = Object.keys(SETUP_ACTIONS) as SetupFindingCode[];
    expect(codes.flatMap(warnings)).toEqual([]);
  });

  it('finds that app-config has no target', async () => {
    await start({});
    await expectOne('no-targets', /^app-config has no target/);
  });

  it('finds that the events back end is missing', async () => {
    hasEvents = false;
    await start(sandboxConfig(sandbox.url));
    await expectOne(
      'no-events-backend',
      /plugin-events-backend.* not installed/,
    );
  });

  it('does not look for the events back end if app-config turns the event bus off', async () => {
    hasEvents = false;
    await start({
      ...sandboxConfig(sandbox.url),
      events: { useEventBus: 'never' },
    });
    const { body } = await read().expect(200);
    expect(body.findings).toEqual([]);
  });

  it('finds a target that cannot be reached, and that it can be reached again', async () => {
    const late = await Sandbox.start();
    const { url } = late;
    await late.close();
    await start(sandboxConfig(url));
    await expectOne('target-unreachable', /^Target sandbox cannot be reached/, {
      target: 'sandbox',
    });

    const port = Number(new URL(url).port);
    const again = await Sandbox.start({ port });
    try {
      const { body } = await read().expect(200);
      expect(body.findings).toEqual([]);
      expect(logger.info).toHaveBeenCalledWith(
        'Solved: target-unreachable sandbox',
      );
    } finally {
      await again.close();
    }
  });

  it('finds a target whose role AWS rejects', async () => {
    environments = new FakeEnvironmentService('main');
    environments.failure = new AwsAccessError('sts:AssumeRole is missing.', {
      action: 'sts:AssumeRole',
    });
    await start({});
    await expectOne('target-access', /sts:AssumeRole is missing/, {
      target: 'main',
    });
  });

  it('finds a stack module that cannot be loaded; the back end runs, and its routes name the module', async () => {
    const { aws, tap } = sandboxConfig(sandbox.url);
    await start({ aws, tap: { ...tap, stack: { module: '@acme/no-stack' } } });
    await expectOne('stack-module', /'@acme\/no-stack' cannot be loaded/);

    const list = await request(backend.server).get('/api/tap/environments');
    expect(list.body).toMatchObject({
      items: [],
      unreachable: [
        {
          target: 'sandbox',
          cause: expect.stringContaining('@acme/no-stack'),
        },
      ],
    });
    const one = await request(backend.server)
      .get('/api/tap/environments/sandbox/orders')
      .expect(503);
    expect(one.body.error.message).toContain('@acme/no-stack');
  });

  it.each([
    [
      'admin-missing',
      { tap: { admins: ['group:default/gone'] } },
      /^tap\.admins names group:default\/gone/,
    ],
    [
      'template-owner-missing',
      {
        catalog: {
          providers: { tap: { templates: { owner: 'group:default/gone' } } },
        },
      },
      /^The owner of the templates, group:default\/gone/,
    ],
  ] as const)('finds a missing entity: %s', async (code, config, text) => {
    environments = new FakeEnvironmentService('main');
    await start(config as JsonObject);
    await expectOne(code, text, { entityRef: 'group:default/gone' });
  });

  it('finds a missing owner of environments, except of those of other portals', async () => {
    environments = new FakeEnvironmentService('main');
    environments.environments = [
      sampleEnvironment({ owner: 'group:default/platform' }),
      ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map(letter =>
        sampleEnvironment({
          suffix: `shop-${letter}`,
          owner: 'group:default/gone',
        }),
      ),
      sampleEnvironment({ portal: 'other', owner: 'group:default/foreign' }),
    ];
    await start({});
    await expectOne(
      'environment-owner-missing',
      /group:default\/gone is not in the catalog\. It owns shop-b on main, shop-c on main, .*shop-f on main, and 2 more\.$/,
      { entityRef: 'group:default/gone' },
    );
  });

  it('is reserved for users with the permission', async () => {
    environments = new FakeEnvironmentService('main');
    await start({});
    const { body } = await read('user:default/jo').expect(403);
    expect(body.error.message).toContain('tap.setup.read');
  });
});
