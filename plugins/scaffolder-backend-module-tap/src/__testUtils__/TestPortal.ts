import { randomUUID } from 'node:crypto';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import {
  coreServices,
  createBackendModule,
  DatabaseService,
  ServiceFactory,
} from '@backstage/backend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateKindModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  EnvironmentService,
  environmentServiceRef,
} from '@tap/plugin-tap-node';
import { JsonObject } from '@backstage/types';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import scaffolderModuleTap from '../index';
import { TaskEvent, taskEvents } from './taskEvents';

const TEMPLATES = resolve(__dirname, '../../../../templates');

/** Paths of the two templates. */
export const TEMPLATE_FILES = {
  'tap-postgres': resolve(TEMPLATES, 'tap-postgres/template.yaml'),
  'tap-postgres-teardown': resolve(
    TEMPLATES,
    'tap-postgres-teardown/template.yaml',
  ),
} as const;

/** A catalog file with the user `pat`. */
const USERS_FILE = resolve(__dirname, 'users.yaml');

export type TemplateName = keyof typeof TEMPLATE_FILES;

/** Services of the scaffolder plugin that tests use directly. */
interface ScaffolderAccess {
  database: DatabaseService;
  environments: EnvironmentService;
}

/** How a task ended. */
export interface TaskOutcome {
  status: string;
  /** Output of the template. */
  output?: { links?: JsonObject[]; text?: JsonObject[] };
  error?: { name: string; message: string };
  /** All lines of the log. */
  log: string[];
}

/** The real scaffolder and the real catalog with TAP's templates, over HTTP. */
export class TestPortal {
  static async start(options: {
    services: ServiceFactory[];
    config?: JsonObject;
    /** Where the databases are kept, so that another portal can go on with them; in memory by default. */
    databaseDirectory?: string;
    /** Paths of more templates, by name. */
    templates?: Record<string, string>;
  }): Promise<TestPortal> {
    let access: ScaffolderAccess | undefined;
    const accessModule = createBackendModule({
      pluginId: 'scaffolder',
      moduleId: 'test-access',
      register({ registerInit }) {
        registerInit({
          deps: {
            database: coreServices.database,
            environments: environmentServiceRef,
          },
          async init(services) {
            access = services;
          },
        });
      },
    });
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        templateKindModule,
        scaffolderPlugin,
        scaffolderModuleTap,
        accessModule,
        ...options.services,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: {
                client: 'better-sqlite3',
                connection: options.databaseDirectory
                  ? { directory: options.databaseDirectory }
                  : ':memory:',
              },
            },
            catalog: {
              rules: [{ allow: ['Template', 'User'] }],
              locations: [
                USERS_FILE,
                ...Object.values(TEMPLATE_FILES),
                ...Object.values(options.templates ?? {}),
              ].map(target => ({ type: 'file', target })),
            },
            ...options.config,
            tap: {
              // The catalog module of TAP is not part of this portal.
              catalogTimeout: { seconds: 0 },
              ...(options.config?.tap as JsonObject),
            },
          },
        }),
      ],
    });
    const portal = new TestPortal(backend, access!);
    await portal.ingested([
      'user/default/pat',
      ...Object.keys({ ...TEMPLATE_FILES, ...options.templates }).map(
        name => `template/default/${name}`,
      ),
    ]);
    return portal;
  }

  private constructor(
    private readonly backend: TestBackend,
    private readonly scaffolder: ScaffolderAccess,
  ) {}

  /** The environment service of the scaffolder plugin. */
  get environments(): EnvironmentService {
    return this.scaffolder.environments;
  }

  stop(): Promise<void> {
    return this.backend.stop();
  }

  /** Hands a task out again, as the scaffolder does with one whose heartbeat is missing. */
  async abandon(id: string): Promise<void> {
    const client = await this.scaffolder.database.getClient();
    await client('tasks').where({ id }).update({ status: 'open' });
  }

  /** POSTs to the scaffolder's API; GETs where there is no body. */
  request(path: string, body?: object, user?: string): Promise<Response> {
    return this.send(`/api/scaffolder/v2${path}`, body, user);
  }

  private send(path: string, body?: object, user?: string): Promise<Response> {
    return fetch(`http://localhost:${this.backend.server.port()}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        'content-type': 'application/json',
        authorization: mockCredentials.user.header(user),
      },
      body: body && JSON.stringify(body),
    });
  }

  /** Starts a task and returns its ID. */
  async submit(
    template: string,
    values: object,
    user?: string,
  ): Promise<string> {
    const response = await this.request(
      '/tasks',
      { templateRef: `template:default/${template}`, values },
      user,
    );
    return (await answer(response, 201)).id;
  }

  /** Runs a template to its end. */
  async run(
    template: string,
    values: object,
    user?: string,
  ): Promise<TaskOutcome> {
    return this.outcome(await this.submit(template, values, user));
  }

  /** Retries a task that has ended, and follows it to its next end. */
  async retry(taskId: string, user?: string): Promise<TaskOutcome> {
    // The tokens of the mocked auth service never change, those of a portal do with each retry.
    const secrets = { retry: randomUUID() };
    const response = await this.request(
      `/tasks/${taskId}/retry`,
      { secrets },
      user,
    );
    await answer(response, 201);
    return this.outcome(taskId);
  }

  /** Follows a task's event stream to its end. */
  async outcome(taskId: string): Promise<TaskOutcome> {
    const events: TaskEvent[] = [];
    const response = await this.request(`/tasks/${taskId}/eventstream`);
    for await (const event of taskEvents(response)) {
      events.push(event);
    }
    const completion = events.find(({ type }) => type === 'completion');
    const task = await this.task(taskId);
    return {
      status: task.status,
      output: completion?.body.output,
      error: completion?.body.error,
      log: events
        .filter(({ type }) => type === 'log')
        .map(({ body }) => body.message),
    };
  }

  async task(taskId: string): Promise<{ status: string }> {
    return (await this.request(`/tasks/${taskId}`)).json();
  }

  /** Dry run of a template of this repository. */
  async dryRun(
    template: TemplateName,
    values: object,
  ): Promise<{
    log: Array<{ body: { message: string } }>;
    output: JsonObject;
  }> {
    const response = await this.request('/dry-run', {
      template: parse(readFileSync(TEMPLATE_FILES[template], 'utf8')),
      values,
      directoryContents: [],
    });
    return answer(response, 200);
  }

  private async ingested(entities: string[]) {
    for (const entity of entities) {
      const path = `/api/catalog/entities/by-name/${entity}`;
      while ((await this.send(path)).status !== 200) {
        await new Promise(next => setTimeout(next, 100));
      }
    }
  }
}

async function answer(response: Response, status: number) {
  if (response.status !== status) {
    throw new Error(`Answered ${response.status}: ${await response.text()}`);
  }
  return response.json();
}
