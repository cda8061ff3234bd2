import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { BackendFeature } from '@backstage/backend-plugin-api';
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
import { JsonObject } from '@backstage/types';
import { resolve } from 'node:path';
import request from 'supertest';
import permissionModuleTap from '../index';
import { signInModule } from './signInModule';

const SERVICE_TOKEN = 'a-service-of-the-test';

/** The group of the administrators. */
export const ADMINS = 'group:default/platform';

/** Who sends a request: a user with groups, an external service, or somebody who is not signed in. */
export type Caller = { user: string; groups?: string[] } | 'service' | 'nobody';

/** The real scaffolder, catalog, permission and auth back ends with TAP's policy, over HTTP. */
export class TestPortal {
  /**
   * @param options.features - what the back end has besides
   * @param options.config - more of `tap` in app-config
   * @param options.locations - files of catalog entities, besides the template `task`
   */
  static async start(
    options: {
      features?: BackendFeature[];
      config?: JsonObject;
      locations?: string[];
    } = {},
  ): Promise<TestPortal> {
    const { features = [], config = {}, locations = [] } = options;
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
        ...features,
        mockServices.rootConfig.factory({
          data: {
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
            tap: { admins: [ADMINS], ...config },
            catalog: {
              rules: [{ allow: ['Group', 'Template', 'System'] }],
              locations: [
                resolve(__dirname, 'template.yaml'),
                ...locations,
              ].map(target => ({ type: 'file', target })),
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

  /**
   * Waits until a task is at work in a step. Before, the scaffolder cannot cancel it: it looks for the step among the
   * task's events, and answers 500 where none names one (StorageTaskBroker of \@backstage/plugin-scaffolder-backend 4.2.0).
   */
  hasBegun(taskId: string): Promise<void> {
    return this.until(async () => {
      const { body } = await this.send(
        'service',
        `/api/scaffolder/v2/tasks/${taskId}/events`,
      );
      return body.some((event: { body: JsonObject }) => event.body.stepId);
    });
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
      // As MCP clients do; the other routes answer JSON.
      .set('Accept', 'application/json, text/event-stream');
    const token = await this.token(caller);
    if (token) {
      call.set('Authorization', `Bearer ${token}`);
    }
    return body ? call.send(body) : call;
  }

  /** Waits until something is so. */
  async until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) {
      await new Promise(next => setTimeout(next, 50));
    }
  }

  private async token(caller: Caller): Promise<string | undefined> {
    if (caller === 'nobody') {
      return undefined;
    }
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
