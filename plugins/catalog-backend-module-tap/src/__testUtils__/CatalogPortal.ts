import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AlphaEntity } from '@backstage/catalog-model/alpha';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleTemplates from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
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
import { JsonObject } from '@backstage/types';
import { Environment } from '@tap/plugin-tap-common';
import {
  ENVIRONMENT_EVENTS_TOPIC,
  EnvironmentEventPayload,
} from '@tap/plugin-tap-node';
import {
  eventually,
  FakeEnvironmentService,
  TestPortal,
} from '@tap/plugin-tap-node/testUtils';
import assert from 'node:assert';
import catalogModuleTap from '../index';

/** The services of the catalog plugin that tests use. */
interface CatalogAccess {
  catalog: CatalogService;
  events: EventsService;
  /** Another entity provider. */
  foreign: EntityProviderConnection;
}

/** Values of `backend.reading` and `catalog.providers.tap` in app-config. */
interface CatalogPortalConfig {
  reading?: JsonObject;
  tap?: JsonObject;
}

/** The real catalog with the module of TAP. */
export class CatalogPortal extends TestPortal {
  static async start(config: CatalogPortalConfig = {}): Promise<CatalogPortal> {
    return new CatalogPortal(config).start();
  }

  private constructor(
    config: CatalogPortalConfig,
    readonly environments = new FakeEnvironmentService(),
    readonly logger = mockServices.logger.mock(),
    private readonly catalogAccess = {} as CatalogAccess,
  ) {
    super({
      features: [
        catalogPlugin,
        catalogModuleTemplates,
        catalogModuleTap,
        probe(catalogAccess),
        eventsServiceFactory,
        logger.factory,
        environments.factory,
      ],
      config: {
        backend: { reading: config.reading },
        catalog: {
          // By default, users cannot register Systems and Resources, and so cannot take names.
          rules: [{ allow: ['Component', 'Location', 'Resource', 'System'] }],
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
    });
    logger.child.mockReturnValue(logger);
  }

  get catalog(): CatalogService {
    return this.catalogAccess.catalog;
  }

  get foreign(): EntityProviderConnection {
    return this.catalogAccess.foreign;
  }

  /** Runs the scheduled read of a target and waits for its end. */
  async read(target = 'main'): Promise<void> {
    await this.runScheduled(`tap-provider-${target}`);
  }

  /** Publishes the event of the engine when an environment changes. */
  async publish(
    phase: EnvironmentEventPayload['phase'],
    environment: Environment,
  ): Promise<void> {
    const eventPayload: EnvironmentEventPayload = {
      operation: 'create',
      phase,
      environment,
    };
    await this.catalogAccess.events.publish({
      topic: ENVIRONMENT_EVENTS_TOPIC,
      eventPayload,
    });
  }

  async entity(ref: string): Promise<AlphaEntity | undefined> {
    return this.catalog.getEntityByRef(ref, {
      credentials: mockCredentials.service(),
    });
  }

  /** Waits until the catalog shows exactly the entities with these names. */
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

/** A module that gives tests access to the services of the catalog plugin. */
function probe(access: CatalogAccess) {
  return createBackendModule({
    pluginId: 'catalog',
    moduleId: 'probe',
    register({ registerInit }) {
      registerInit({
        deps: {
          catalog: catalogServiceRef,
          events: eventsServiceRef,
          processing: catalogProcessingExtensionPoint,
        },
        async init({ catalog, events, processing }) {
          Object.assign(access, { catalog, events });
          processing.addEntityProvider({
            getProviderName: () => 'foreign',
            connect: async connection => {
              access.foreign = connection;
            },
          });
        },
      });
    },
  });
}

/** Names of the entities of a complete environment without replicas. */
export function namesOf(system: string): string[] {
  const parts = ['database', 'bastion', 'key', 'bucket'];
  return [system, ...parts.map(part => `${system}-${part}`)];
}
