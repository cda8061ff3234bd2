import {
  coreServices,
  createBackendModule,
  DatabaseService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { parseEntityRef } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { TestTasks } from './TestTasks';
import { Answer, Caller, MOCK_USER, TestPortalOptions } from './types';
import { until } from './waits';

/**
 * A test back end with the plugins that a test gives it, over HTTP: requests of several callers, tasks of the scaffolder,
 * scheduled tasks. Who calls is mocked, unless a class that extends this one signs callers in.
 *
 * @public
 */
export class TestPortal {
  readonly tasks = new TestTasks({
    send: (caller, path, body) => this.send(caller, path, body),
    database: () => this.services!.database,
  });
  private readonly options: TestPortalOptions;
  private backend?: TestBackend;
  private services?: { database: DatabaseService; scheduler: SchedulerService };

  constructor(options: TestPortalOptions) {
    this.options = options;
  }

  /** Starts, and waits until the entities of the options are in the catalog. */
  async start(): Promise<this> {
    const { features, entities = {} } = this.options;
    this.backend = await startTestBackend({
      features: [
        ...features,
        this.access(),
        // The default one is the same for all back ends of a process.
        mockServices.scheduler.factory(),
        mockServices.rootConfig.factory({ data: this.config() }),
      ],
    });
    for (const ref of Object.keys(entities)) {
      await this.hasEntity(ref);
    }
    return this;
  }

  async stop(): Promise<void> {
    await this.backend?.stop();
  }

  /** Sends a request of a caller; with a body as POST, unless the method is given. */
  async send(
    caller: Caller,
    path: string,
    body?: object,
    method: string = body ? 'POST' : 'GET',
  ): Promise<Answer> {
    const authorization = await this.authorization(caller);
    const url = `http://localhost:${this.backend!.server.port()}${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        // As MCP clients do; the other routes answer JSON.
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        // On a busy machine, a request can meet the moment at which the server closes an idle connection (ECONNRESET).
        connection: 'close',
        ...(authorization && { authorization }),
      },
      body: body && JSON.stringify(body),
    });
    const { headers, status } = response;
    const text = await response.text();
    const isJson = headers.get('content-type')?.includes('application/json');
    return { status, headers, text, body: isJson ? JSON.parse(text) : {} };
  }

  /** Reads as the mocked user. */
  get(path: string): Promise<Answer> {
    return this.send(MOCK_USER, path);
  }

  post(
    path: string,
    body: object,
    caller: Caller = MOCK_USER,
  ): Promise<Answer> {
    return this.send(caller, path, body);
  }

  /** Waits until the catalog has an entity. */
  async hasEntity(ref: string): Promise<void> {
    const { kind, namespace, name } = parseEntityRef(ref);
    const path = `/api/catalog/entities/by-name/${kind}/${namespace}/${name}`;
    await until(async () => (await this.send('service', path)).status === 200);
  }

  /** Runs a scheduled task of a plugin to its end. */
  runScheduled(id: string): Promise<void> {
    // The mocked scheduler is one for all plugins.
    return this.services!.scheduler.triggerTask(id);
  }

  /** The header with which a caller is known; undefined without one. */
  protected async authorization(caller: Caller): Promise<string | undefined> {
    switch (caller) {
      case 'unauthenticated':
        return mockCredentials.none.header();
      case 'service':
        return mockCredentials.service.header();
      default:
        return mockCredentials.user.header(caller);
    }
  }

  private config(): JsonObject {
    const { config = {}, databaseDirectory, entities = {} } = this.options;
    const locations = Object.values(entities).map(target => ({
      type: 'file',
      target,
    }));
    return {
      events: { useEventBus: 'never' },
      ...config,
      backend: {
        database: {
          client: 'better-sqlite3',
          connection: databaseDirectory
            ? { directory: databaseDirectory }
            : ':memory:',
        },
        ...(config.backend as JsonObject),
      },
      catalog: {
        rules: [{ allow: ['Group', 'System', 'Template', 'User'] }],
        locations,
        ...(config.catalog as JsonObject),
      },
    };
  }

  private access() {
    return createBackendModule({
      pluginId: 'scaffolder',
      moduleId: 'test-access',
      register: ({ registerInit }) =>
        registerInit({
          deps: {
            database: coreServices.database,
            scheduler: coreServices.scheduler,
          },
          init: async services => {
            this.services = services;
          },
        }),
    });
  }
}
