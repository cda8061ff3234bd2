import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { BackendFeature } from '@backstage/backend-plugin-api';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateKindModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { JsonObject } from '@backstage/types';
import { Caller, TestPortal } from '@tap/plugin-tap-node/testUtils';
import { resolve } from 'node:path';
import permissionModuleTap from '../index';
import { signInModule } from './signInModule';

const SERVICE_TOKEN = 'a-service-of-the-test';

/** The group of the administrators. */
const ADMINS = 'group:default/platform';

/** The callers: olga is in the group payments, otto in another one, and root is an administrator. */
export const CALLERS = {
  olga: 'user:default/olga',
  otto: 'user:default/otto',
  root: 'user:default/root',
  service: 'service',
  unauthenticated: 'unauthenticated',
} satisfies Record<string, Caller>;

/** The groups of the users. */
const GROUPS: Partial<Record<Caller, string>> = {
  [CALLERS.olga]: 'group:default/payments',
  [CALLERS.otto]: 'group:default/others',
  [CALLERS.root]: ADMINS,
};

/** The real scaffolder, catalog, permission and auth back ends with TAP's policy. */
export class PolicyPortal extends TestPortal {
  private readonly tokens = new Map<Caller, string>();

  /**
   * @param options.policy - the module with the policy; by default TAP's
   * @param options.features - additional features of the back end
   * @param options.tap - additional values of `tap` in app-config
   * @param options.entities - additional files of catalog entities
   */
  constructor(
    options: {
      policy?: BackendFeature;
      features?: BackendFeature[];
      tap?: JsonObject;
      entities?: Record<string, string>;
    } = {},
  ) {
    super({
      features: [
        authServiceFactory,
        httpAuthServiceFactory,
        userInfoServiceFactory,
        permissionsServiceFactory,
        authPlugin,
        signInModule,
        permissionPlugin,
        options.policy ?? permissionModuleTap,
        catalogPlugin,
        templateKindModule,
        scaffolderPlugin,
        ...(options.features ?? []),
      ],
      config: {
        app: { baseUrl: 'http://localhost:3000' },
        backend: {
          actions: { pluginSources: ['catalog', 'scaffolder', 'tap'] },
          auth: {
            externalAccess: [
              {
                type: 'static',
                options: { token: SERVICE_TOKEN, subject: 'ci' },
              },
            ],
          },
        },
        auth: { providers: { test: {} } },
        permission: { enabled: true },
        scaffolder: { concurrentTasksLimit: 100 },
        tap: { admins: [ADMINS], ...options.tap },
      },
      entities: {
        'template:default/task': resolve(__dirname, 'template.yaml'),
        ...options.entities,
      },
    });
  }

  /** Returns the Authorization header of a caller. Users sign in. */
  protected async authorization(caller: Caller): Promise<string | undefined> {
    switch (caller) {
      case 'unauthenticated':
        return undefined;
      case 'service':
        return `Bearer ${SERVICE_TOKEN}`;
      default:
        return `Bearer ${await this.token(caller)}`;
    }
  }

  private async token(user: Caller): Promise<string> {
    const known = this.tokens.get(user);
    if (known) {
      return known;
    }
    const query = new URLSearchParams({ user, group: GROUPS[user]! });
    const path = `/api/auth/test/refresh?${query}`;
    const { body } = await this.send('unauthenticated', path);
    const { token } = body.backstageIdentity;
    this.tokens.set(user, token);
    return token;
  }
}
