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
import { AlphaEntity } from '@backstage/catalog-model/alpha';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  CatalogService,
  catalogServiceRef,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  EventsService,
  eventsServiceFactory,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import { Environment } from '@tap/plugin-tap-common';
import {
  ENVIRONMENT_EVENTS_TOPIC,
  EnvironmentEventPayload,
  EnvironmentService,
  environmentServiceRef,
} from '@tap/plugin-tap-node';
import assert from 'node:assert';
import catalogModuleTap from '../index';
import { FakeEnvironments } from './FakeEnvironments';

/** The real catalog with our module, and what a test reaches of it. */
export class TestPortal {
  readonly environments = new FakeEnvironments();
  readonly logger = mockServices.logger.mock();
  readonly mutations: string[] = [];
  catalog!: CatalogService;
  events!: EventsService;
  scheduler!: SchedulerService;
  foreign!: EntityProviderConnection;
  #backend: TestBackend | undefined;

  /** @param config - what app-config has below `backend.reading` and `catalog.providers.tap` */
  async start(config: { reading?: object; tap?: object } = {}): Promise<void> {
    this.logger.child.mockReturnValue(this.logger);
    this.#backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleTap,
        probe(this),
        eventsServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
              reading: config.reading,
            },
            events: { useEventBus: 'never' },
            catalog: {
              // Where they are not allowed to users, as without this rule, nobody can squat anything.
              rules: [
                { allow: ['Component', 'Location', 'Resource', 'System'] },
              ],
              providers: {
                tap: {
                  schedule: {
                    frequency: { trigger: 'manual' },
                    timeout: { minutes: 1 },
                  },
                  ...config.tap,
                },
              },
            },
          },
        }),
        createServiceFactory({
          service: coreServices.logger,
          deps: {},
          factory: () => this.logger,
        }),
        createServiceFactory({
          service: environmentServiceRef,
          deps: {},
          factory: () => this.environments as unknown as EnvironmentService,
        }),
      ],
    });
  }

  async stop(): Promise<void> {
    await this.#backend?.stop();
  }

  /** Runs the scheduled read of a target and waits for its end. */
  async read(target = 'main'): Promise<void> {
    await this.scheduler.triggerTask(`tap-provider-${target}`);
  }

  /** Sends what the engine sends when an environment changes. */
  async tell(
    phase: EnvironmentEventPayload['phase'],
    environment: Environment,
  ): Promise<void> {
    const eventPayload: EnvironmentEventPayload = {
      operation: 'create',
      phase,
      environment,
    };
    await this.events.publish({
      topic: ENVIRONMENT_EVENTS_TOPIC,
      eventPayload,
    });
  }

  async entity(ref: string): Promise<AlphaEntity | undefined> {
    return this.catalog.getEntityByRef(ref, {
      credentials: mockCredentials.service(),
    });
  }

  /** Waits until the catalog shows exactly the given entities, by their names. */
  async shows(...names: string[]): Promise<void> {
    await eventually(async () => {
      const { items } = await this.catalog.getEntities(
        { filter: [{ kind: 'system' }, { kind: 'resource' }] },
        { credentials: mockCredentials.service() },
      );
      const shown = items.map(entity => entity.metadata.name);
      assert.deepEqual(shown.sort(), names.sort());
    });
  }
}

/** A module beside ours, through which a test reaches the catalog's own services and counts mutations. */
function probe(portal: TestPortal) {
  return createBackendModule({
    pluginId: 'catalog',
    moduleId: 'probe',
    register(registration) {
      registration.registerInit({
        deps: {
          catalog: catalogServiceRef,
          events: eventsServiceRef,
          processing: catalogProcessingExtensionPoint,
          scheduler: coreServices.scheduler,
        },
        async init({ catalog, events, processing, scheduler }) {
          Object.assign(portal, { catalog, events, scheduler });
          processing.addEntityProvider({
            getProviderName: () => 'foreign',
            connect: async connection => {
              portal.foreign = connection;
            },
          });
        },
      });
    },
  });
}

/** Tries again until it succeeds, for at most ten seconds. */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      return await attempt();
    } catch {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  return attempt();
}

/** Names of the entities of a complete environment without replicas. */
export function namesOf(system: string): string[] {
  const parts = ['database', 'bastion', 'key', 'bucket'];
  return [system, ...parts.map(part => `${system}-${part}`)];
}
