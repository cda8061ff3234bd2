import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateKindModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { JsonObject } from '@backstage/types';
import catalogModuleTap from '@tap/plugin-catalog-backend-module-tap';
import scaffolderModuleTap from '@tap/plugin-scaffolder-backend-module-tap';
import { Knex } from 'knex';
import { resolve } from 'node:path';
import request from 'supertest';
import tapPlugin from '../index';

const TEMPLATES = resolve(__dirname, '../../../../templates');

/** The real catalog, scaffolder, engine and plugins over HTTP, on a sandbox. */
export class TestPortal {
  /** Titles of the notifications that were sent, with their recipients. */
  readonly sent: string[] = [];
  /** Descriptions of the notifications that were sent. */
  readonly descriptions: Array<string | undefined> = [];
  #backend!: TestBackend;
  #scheduler!: SchedulerService;
  #scaffolderDatabase!: Knex;

  static async start(options: {
    sandboxUrl: string;
    /** Where the databases are kept, so that another portal can go on with them. */
    databaseDirectory: string;
    /** Name of a permission that nobody has. */
    denied?: string;
  }): Promise<TestPortal> {
    const portal = new TestPortal();
    portal.#backend = await startTestBackend({
      features: [
        catalogPlugin,
        templateKindModule,
        catalogModuleTap,
        scaffolderPlugin,
        scaffolderModuleTap,
        tapPlugin,
        portal.#access('tap'),
        portal.#access('scaffolder'),
        eventsServiceFactory,
        // The default one would be shared by all portals of a test.
        mockServices.scheduler.factory(),
        permissionsWithout(options.denied),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async ({ payload, recipients }) => {
              const to =
                recipients.type === 'entity' ? recipients.entityRef : 'all';
              portal.sent.push(`${to}: ${payload.title}`);
              portal.descriptions.push(payload.description);
            },
          }),
        }),
        mockServices.rootConfig.factory({ data: config(options) }),
      ],
    });
    return portal;
  }

  private constructor() {}

  stop(): Promise<void> {
    return this.#backend.stop();
  }

  get(path: string) {
    return request(this.#backend.server).get(path);
  }

  post(path: string, body: object, user?: string) {
    return request(this.#backend.server)
      .post(path)
      .set('Authorization', mockCredentials.user.header(user))
      .send(body);
  }

  /** Runs a scheduled task of the plugin to its end. */
  runScheduled(id: string): Promise<void> {
    return this.#scheduler.triggerTask(id);
  }

  /** Ends all tasks, as the scaffolder does with those that it may not recover. */
  async failTasks(): Promise<void> {
    await this.#scaffolderDatabase('tasks').update({ status: 'failed' });
  }

  #access(pluginId: 'tap' | 'scaffolder') {
    return createBackendModule({
      pluginId,
      moduleId: 'test-access',
      register: registration => {
        registration.registerInit({
          deps: {
            database: coreServices.database,
            scheduler: coreServices.scheduler,
          },
          init: async ({ database, scheduler }) => {
            if (pluginId === 'tap') {
              this.#scheduler = scheduler;
            } else {
              this.#scaffolderDatabase = await database.getClient();
            }
          },
        });
      },
    });
  }
}

/** Everybody may do everything, but one thing. */
function permissionsWithout(denied: string | undefined) {
  const decide = async (
    asked: Array<{ permission: { name: string } }>,
  ): Promise<DefinitivePolicyDecision[]> =>
    asked.map(({ permission }) => ({
      result:
        permission.name === denied
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    }));
  return createServiceFactory({
    service: coreServices.permissions,
    deps: {},
    factory: () => ({ authorize: decide, authorizeConditional: decide }),
  });
}

function config(options: {
  databaseDirectory: string;
  sandboxUrl: string;
}): JsonObject {
  const account = '000000000000';
  return {
    backend: {
      database: {
        client: 'better-sqlite3',
        connection: { directory: options.databaseDirectory },
      },
    },
    events: { useEventBus: 'never' },
    aws: {
      accounts: [
        {
          accountId: account,
          accessKeyId: account,
          secretAccessKey: 'sandbox',
        },
      ],
    },
    catalog: {
      rules: [{ allow: ['Group', 'Template'] }],
      locations: [
        resolve(TEMPLATES, 'tap-postgres/template.yaml'),
        resolve(TEMPLATES, 'tap-postgres-teardown/template.yaml'),
        resolve(__dirname, 'payments.yaml'),
      ].map(target => ({ type: 'file', target })),
    },
    tap: {
      targets: [
        {
          name: 'sandbox',
          accountId: account,
          region: 'us-east-1',
          endpoint: options.sandboxUrl,
          callsPerSecond: 50,
        },
      ],
    },
  };
}
