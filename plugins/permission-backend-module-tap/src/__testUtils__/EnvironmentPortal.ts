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
// The policy is tested with the plugins that use it.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import tapPlugin from '@tap/plugin-tap-backend';
import { tapEngineServiceRef } from '@tap/plugin-tap-node';
import {
  Answer,
  Caller,
  templateFiles,
  until,
} from '@tap/plugin-tap-node/testUtils';
import { resolve } from 'node:path';
import { FakeEngine } from './FakeEngine';
import { PolicyPortal } from './PolicyPortal';

/** All of TAP's back end and the MCP server, on an engine without AWS. */
export class EnvironmentPortal extends PolicyPortal {
  /** @param config - additional values of `tap` in app-config */
  static async start(config: JsonObject = {}): Promise<EnvironmentPortal> {
    return new EnvironmentPortal(config).start();
  }

  private constructor(
    config: JsonObject,
    private readonly made: { engine?: FakeEngine } = {},
  ) {
    super({
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
            made.engine = FakeEngine.create(deps.config);
            return made.engine;
          },
        }),
      ],
      tap: {
        // The engine changes no environment, so the catalog shows no entities.
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
      entities: {
        ...templateFiles(resolve(__dirname, '../../../../templates')),
        'template:default/extend': resolve(__dirname, 'extend.yaml'),
        'group:default/others': resolve(__dirname, 'org.yaml'),
      },
    });
  }

  get engine(): FakeEngine {
    return this.made.engine!;
  }

  /** Stops when no task is running. */
  async stop(): Promise<void> {
    await until(async () => {
      const { body } = await this.send(
        'service',
        '/api/scaffolder/v2/tasks?status=open&status=processing',
      );
      return body.totalTasks === 0;
    });
    await super.stop();
  }

  /** Invokes a registered action, as the actions service of other plugins does. */
  invoke(caller: Caller, action: string, input: object): Promise<Answer> {
    return this.send(
      caller,
      `/api/tap/.backstage/actions/v1/actions/tap:${action}/invoke`,
      input,
    );
  }

  /** Calls a tool of the MCP server, which responds with a stream of one event. */
  async callTool(
    caller: Caller,
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
  mcp(caller: Caller, method: string, params: object = {}): Promise<Answer> {
    return this.send(caller, '/api/mcp-actions/v1', {
      jsonrpc: '2.0',
      id: 1,
      method,
      params,
    });
  }
}
