import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import { JsonObject } from '@backstage/types';
import scaffolderModuleTap from '@tap/plugin-scaffolder-backend-module-tap';
// The policy is tested with the plugins that ask it.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import tapPlugin from '@tap/plugin-tap-backend';
import { tapEngineServiceRef } from '@tap/plugin-tap-node';
import { resolve } from 'node:path';
import request from 'supertest';
import { FakeEngine } from './FakeEngine';
import { ADMINS, Caller, TestPortal } from './TestPortal';

const TEMPLATES = resolve(__dirname, '../../../../templates');

/** Who asks: olga is in the group payments, otto in another one, and root is an administrator. */
export const CALLERS = {
  olga: { user: 'user:default/olga', groups: ['group:default/payments'] },
  otto: { user: 'user:default/otto', groups: ['group:default/others'] },
  root: { user: 'user:default/root', groups: [ADMINS] },
  service: 'service',
  nobody: 'nobody',
} satisfies Record<string, Caller>;

/** Name of one of the {@link CALLERS}. */
export type CallerName = keyof typeof CALLERS;

/** How a task has ended. */
export interface TaskOutcome {
  status: string;
  error?: { name: string; message: string };
}

/** All of TAP's back end and the MCP server in a {@link TestPortal}, on an engine without AWS. */
export class EnvironmentPortal {
  /** @param config - more of `tap` in app-config */
  static async start(config: JsonObject = {}): Promise<EnvironmentPortal> {
    let engine: FakeEngine | undefined;
    const portal = await TestPortal.start({
      features: [
        actionsRegistryServiceFactory,
        actionsServiceFactory,
        mcpPlugin,
        scaffolderModuleTap,
        tapPlugin,
        createServiceFactory({
          service: tapEngineServiceRef,
          deps: { config: coreServices.rootConfig },
          factory: deps => {
            engine = FakeEngine.create(deps.config);
            return engine;
          },
        }),
      ],
      config: {
        // The engine changes no environment, so the catalog has nothing to show.
        catalogTimeout: { seconds: 0 },
        ...config,
        targets: [
          {
            name: 'main',
            accountId: '111122223333',
            region: 'eu-central-1',
            serviceRoleArn: 'arn:aws:iam::111122223333:role/tap-service',
          },
        ],
      },
      locations: [
        resolve(TEMPLATES, 'tap-postgres/template.yaml'),
        resolve(TEMPLATES, 'tap-postgres-teardown/template.yaml'),
        resolve(__dirname, 'extend.yaml'),
        resolve(__dirname, 'org.yaml'),
      ],
    });
    for (const path of [
      'template/default/tap-postgres',
      'template/default/tap-postgres-teardown',
      'template/default/extend',
      'group/default/others',
    ]) {
      await portal.until(async () => {
        const { status } = await portal.send(
          'service',
          `/api/catalog/entities/by-name/${path}`,
        );
        return status === 200;
      });
    }
    return new EnvironmentPortal(portal, engine!);
  }

  private constructor(
    private readonly portal: TestPortal,
    readonly engine: FakeEngine,
  ) {}

  /** Stops once no task is at work. */
  async stop(): Promise<void> {
    await this.portal.until(async () => {
      const { body } = await this.send(
        'service',
        '/api/scaffolder/v2/tasks?status=open&status=processing',
      );
      return body.totalTasks === 0;
    });
    await this.portal.stop();
  }

  /** Sends a request; with a body as POST. */
  send(
    caller: CallerName,
    path: string,
    body?: object,
  ): Promise<request.Response> {
    return this.portal.send(CALLERS[caller], path, body);
  }

  /** Invokes a registered action, as the actions service of other plugins does. */
  invoke(
    caller: CallerName,
    action: string,
    input: object,
  ): Promise<request.Response> {
    return this.send(
      caller,
      `/api/tap/.backstage/actions/v1/actions/tap:${action}/invoke`,
      input,
    );
  }

  /** Asks for a task. */
  createTask(
    caller: CallerName,
    template: string,
    values: object,
  ): Promise<request.Response> {
    return this.send(caller, '/api/scaffolder/v2/tasks', {
      templateRef: `template:default/${template}`,
      values,
    });
  }

  /** Calls a tool of the MCP server, which answers as a stream of one event. */
  async callTool(
    caller: CallerName,
    name: string,
    input: object,
  ): Promise<{ isError?: boolean; text: string }> {
    const { text } = await this.mcp(caller, 'tools/call', {
      name,
      arguments: input,
    });
    const { isError, content } = JSON.parse(
      text
        .split('\n')
        .find(line => line.startsWith('data: '))!
        .slice(6),
    ).result;
    return { isError, text: content[0].text };
  }

  /** Sends a request to the MCP server. */
  mcp(
    caller: CallerName,
    method: string,
    params: object = {},
  ): Promise<request.Response> {
    return this.send(caller, '/api/mcp-actions/v1', {
      jsonrpc: '2.0',
      id: 1,
      method,
      params,
    });
  }

  /** Waits until a task has one of these statuses. */
  hasStatus(taskId: string, ...statuses: string[]): Promise<void> {
    return this.portal.until(async () =>
      statuses.includes(await this.status(taskId)),
    );
  }

  /** Waits until a task is at work in a step. */
  hasBegun(taskId: string): Promise<void> {
    return this.portal.hasBegun(taskId);
  }

  /** Waits for the end of a task. */
  async ended(taskId: string): Promise<TaskOutcome> {
    await this.hasStatus(taskId, 'completed', 'failed', 'cancelled');
    const { body: events } = await this.send(
      'service',
      `/api/scaffolder/v2/tasks/${taskId}/events`,
    );
    const completion = events.findLast(
      ({ type }: { type: string }) => type === 'completion',
    );
    return {
      status: await this.status(taskId),
      error: completion?.body.error,
    };
  }

  private async status(taskId: string): Promise<string> {
    const path = `/api/scaffolder/v2/tasks/${taskId}`;
    return (await this.send('service', path)).body.status;
  }
}
