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
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import request from 'supertest';
import tapPlugin from '../index';
import { RESTRICTED_PERMISSIONS } from './restrictedPermissions';

const NAMES = RESTRICTED_PERMISSIONS.map(({ permission }) => permission.name);

describe('PolicyCheck', () => {
  let backend: TestBackend;
  /** Evaluated permissions, with the user. */
  let asked: string[];
  let allowed: string[];
  let failure: Error | undefined;
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);

  async function start(options: { isEnabled: boolean }) {
    const decide = async (
      questions: Array<{ permission: { name: string } }>,
      { credentials }: { credentials: unknown },
    ): Promise<DefinitivePolicyDecision[]> => {
      if (failure) {
        throw failure;
      }
      return questions.map(({ permission: { name } }) => {
        asked.push(`${name} by ${credentials}`);
        return {
          result: allowed.includes(name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        };
      });
    };
    backend = await startTestBackend({
      features: [
        tapPlugin,
        logger.factory,
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () => ({ authorize: decide, authorizeConditional: decide }),
        }),
        new FakeEnvironmentService().factory,
        mockServices.rootConfig.factory({
          data: {
            events: { useEventBus: 'never' },
            permission: { enabled: options.isEnabled },
            tap: {
              admins: ['User:default/Ada'],
              targets: [
                {
                  name: 'main',
                  accountId: '000000000000',
                  region: 'us-east-1',
                  endpoint: 'http://127.0.0.1:4577',
                },
              ],
            },
          },
        }),
      ],
    });
  }

  beforeEach(() => {
    jest.clearAllMocks();
    asked = [];
    allowed = [];
    failure = undefined;
  });
  afterEach(() => backend.stop());

  /** Calls the plugin and waits for the check that the call starts. */
  async function call(authorization: string): Promise<void> {
    const { status } = await request(backend.server)
      .get('/api/tap/options')
      .set('Authorization', authorization);
    expect(status).toBe(200);
    await new Promise(resolve => setImmediate(resolve));
  }

  const warnings = () => logger.warn.mock.calls.map(([message]) => message);
  const jo = mockCredentials.user.header('user:default/jo');

  it('warns once about each permission that every user has', async () => {
    await start({ isEnabled: true });
    allowed = NAMES;
    await call(jo);
    await call(mockCredentials.user.header('user:default/kim'));

    expect(warnings()).toHaveLength(NAMES.length);
    NAMES.forEach((name, index) =>
      expect(warnings()[index]).toMatch(
        `The permission policy allows ${name} without a condition to user:default/jo, who is not in tap.admins. A user with this permission can `,
      ),
    );
    expect(warnings()[0]).toMatch(
      'The README of @tap/plugin-permission-backend-module-tap',
    );
    expect(asked).toHaveLength(NAMES.length);
  });

  it('does not warn if the policy restricts all of them', async () => {
    await start({ isEnabled: true });
    allowed = ['scaffolder.task.create', 'tap.environment.read'];
    await call(jo);
    expect(asked).toHaveLength(NAMES.length);
    expect(warnings()).toEqual([]);
  });

  it('names only permissions that the policy does not restrict', async () => {
    await start({ isEnabled: true });
    allowed = ['scaffolder.task.read'];
    await call(jo);
    expect(warnings()).toEqual([
      expect.stringMatching(
        /scaffolder\.task\.read .* can read the tasks of other users with their input, and retry failed ones/,
      ),
    ]);
  });

  it('waits for a user who is not an administrator', async () => {
    await start({ isEnabled: true });
    allowed = NAMES;
    await call(mockCredentials.service.header());
    await call(mockCredentials.user.header('user:default/ada'));
    expect(asked).toEqual([]);
    await call(jo);
    expect(warnings()).toHaveLength(NAMES.length);
  });

  it('tries again with the next request if the policy does not respond', async () => {
    await start({ isEnabled: true });
    allowed = NAMES;
    failure = new Error('not up yet');
    await call(jo);
    expect(warnings()).toEqual([]);
    failure = undefined;
    await call(jo);
    expect(warnings()).toHaveLength(NAMES.length);
  });

  it('warns at start if permissions are disabled', async () => {
    await start({ isEnabled: false });
    expect(warnings()).toEqual([
      expect.stringMatching(/^permission\.enabled is not true/),
    ]);
    await call(jo);
    expect(asked).toEqual([]);
  });
});
