import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateKindModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { resolve } from 'node:path';
import request from 'supertest';
import permissionModuleTap from '../index';
import { signInModule } from './signInModule';

const SERVICE_TOKEN = 'a-service-of-the-test';

/** The group of the administrators. */
export const ADMINS = 'group:default/platform';

/** Who sends a request: a user with groups, or an external service. */
export type Caller = { user: string; groups?: string[] } | 'service';

/** The real scaffolder, catalog, permission and auth back ends with TAP's policy, over HTTP. */
export class TestPortal {
  static async start(): Promise<TestPortal> {
    const backend = await startTestBackend({
      features: [
        authServiceFactory,
        httpAuthServiceFactory,
        userInfoServiceFactory,
        permissionsServiceFactory,
        authPlugin,
        signInModule,
        permissionPlugin,
        permissionModuleTap,
        catalogPlugin,
        templateKindModule,
        scaffolderPlugin,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: {
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
            tap: { admins: [ADMINS] },
            catalog: {
              rules: [{ allow: ['Template', 'System'] }],
              locations: [
                {
                  type: 'file',
                  target: resolve(__dirname, 'template.yaml'),
                },
              ],
            },
          },
        }),
      ],
    });
    return new TestPortal(backend);
  }

  private readonly tokens = new Map<string, string>();

  private constructor(private readonly backend: TestBackend) {}

  stop(): Promise<void> {
    return this.backend.stop();
  }

  /** Sends a request in somebody's name; with a body as POST, unless the method is given. */
  async send(
    caller: Caller,
    path: string,
    body?: object,
    method: 'get' | 'post' | 'delete' = body ? 'post' : 'get',
  ): Promise<request.Response> {
    const call = request(this.backend.server)
      [method](path)
      .set('Authorization', `Bearer ${await this.token(caller)}`);
    return body ? call.send(body) : call;
  }

  private async token(caller: Caller): Promise<string> {
    if (caller === 'service') {
      return SERVICE_TOKEN;
    }
    const known = this.tokens.get(caller.user);
    if (known) {
      return known;
    }
    const response = await request(this.backend.server)
      .get('/api/auth/test/refresh')
      .set('x-user', caller.user)
      .set('x-groups', (caller.groups ?? []).join(','));
    const { token } = response.body.backstageIdentity;
    this.tokens.set(caller.user, token);
    return token;
  }
}
