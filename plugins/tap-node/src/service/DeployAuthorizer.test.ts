import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { tapEnvironmentReleasePermission } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { testTarget } from '../__testUtils__/testTarget';
import { EnvironmentPermissions } from '../permissions/EnvironmentPermissions';
import { AuthorizerServices } from './AuthorizerServices';
import { DeployAuthorizer } from './DeployAuthorizer';

const TARGET = testTarget({
  name: 'main',
  accountId: '111122223333',
  region: 'eu-central-1',
});

const USER = {
  principal: { type: 'user', userEntityRef: 'user:default/olga' },
} as BackstageCredentials<any>;
const SERVICE = {
  principal: { type: 'service', subject: 'ci' },
} as BackstageCredentials<any>;

/** A change of the retention of a protected environment. */
function release(credentials: BackstageCredentials<any>, denied: string[]) {
  const services = {
    auth: {
      isPrincipal: ({ principal }: BackstageCredentials<any>, type: string) =>
        principal.type === type,
    },
    userInfo: {
      getUserInfo: async () => ({
        ownershipEntityRefs: ['group:default/payments'],
      }),
    },
    engine: {
      portal: 'tap',
      target: () => TARGET,
      get: async () => sampleEnvironment({ retention: 'retain' }),
    },
    permissions: new EnvironmentPermissions({
      authorize: async () => [],
      authorizeConditional: async requests =>
        requests.map(({ permission }) => ({
          result: denied.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        })),
    }),
  };
  return new DeployAuthorizer(
    services as unknown as AuthorizerServices,
  ).authorize({ suffix: 'orders', retention: 'destroy' }, credentials);
}

describe('DeployAuthorizer', () => {
  it('authorizes the release of a protected environment', async () => {
    await expect(release(USER, [])).resolves.toMatchObject({
      suffix: 'orders',
      mayRelease: true,
    });
  });

  it('says what a user may not do who has no permission for it', async () => {
    const { name } = tapEnvironmentReleasePermission;
    await expect(release(USER, [name])).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: `You may not release the protected environment 'orders' (permission ${name}); nothing was done. The owner is group:default/payments.`,
    });
  });

  it('does not let a service release a protected environment', async () => {
    await expect(release(SERVICE, [])).rejects.toMatchObject({
      name: 'NotAllowedError',
      message:
        "'orders' is protected (retain), and only a user may release it; nothing was done.",
    });
  });
});
