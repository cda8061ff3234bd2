/* eslint jest/expect-expect: ["warn", { assertFunctionNames: ["expect", "portal.shows"] }] */
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
import { Entity } from '@backstage/catalog-model';
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
import { ANNOTATIONS, Environment } from '@tap/plugin-tap-common';
import {
  ENVIRONMENT_EVENTS_TOPIC,
  EnvironmentEventPayload,
  EnvironmentService,
  environmentServiceRef,
} from '@tap/plugin-tap-node';
import assert from 'node:assert';
import {
  anEnvironment,
  creating,
  deleted,
  OUTPUTS,
} from './__testUtils__/anEnvironment';
import { FakeEnvironments } from './__testUtils__/FakeEnvironments';
import catalogModuleTap from './index';

jest.setTimeout(60_000);

/** The real catalog with our module, and what a test reaches of it. */
class Portal {
  readonly environments = new FakeEnvironments();
  readonly logger = mockServices.logger.mock();
  readonly mutations: string[] = [];
  catalog!: CatalogService;
  events!: EventsService;
  scheduler!: SchedulerService;
  foreign!: EntityProviderConnection;
  #backend: TestBackend | undefined;

  async start(): Promise<void> {
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
            },
            events: { useEventBus: 'never' },
            catalog: {
              providers: {
                tap: {
                  schedule: {
                    frequency: { trigger: 'manual' },
                    timeout: { minutes: 1 },
                  },
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

  async entity(ref: string): Promise<Entity | undefined> {
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
function probe(portal: Portal) {
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

async function eventually(attempt: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      await attempt();
      return;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  await attempt();
}

/** Names of the entities of a complete environment without replicas. */
function namesOf(system: string): string[] {
  const parts = ['database', 'bastion', 'key', 'bucket'];
  return [system, ...parts.map(part => `${system}-${part}`)];
}

describe('catalogModuleTap', () => {
  let portal: Portal;

  beforeEach(async () => {
    portal = new Portal();
    await portal.start();
  });

  afterEach(() => portal.stop());

  it('shows what a full read lists, each target under its own names', async () => {
    const elsewhere = { target: 'other', isDefaultTarget: false };
    portal.environments.listed = [
      anEnvironment('orders', {
        outputs: { ...OUTPUTS, ReadReplica1Endpoint: 'replica.example' },
      }),
      anEnvironment('orders', { ...elsewhere, stackId: 'arn:other' }),
    ];

    await portal.read('main');
    await portal.read('other');

    await portal.shows(
      ...namesOf('tap-orders'),
      'tap-orders-replica-1',
      ...namesOf('tap-orders.other'),
    );
    const database = await portal.entity(
      'resource:default/tap-orders-database',
    );
    expect(database?.metadata.annotations?.[ANNOTATIONS.endpoint]).toBe(
      OUTPUTS.DatabaseEndpoint,
    );
    expect(database?.relations).toContainEqual({
      type: 'partOf',
      targetRef: 'system:default/tap-orders',
    });
  });

  it('follows an environment by events alone, from its creation to its end', async () => {
    const orders = anEnvironment('orders');

    await portal.tell('accepted', creating('orders'));
    await portal.shows('tap-orders');
    await portal.tell('ended', orders);
    await portal.shows(...namesOf('tap-orders'));
    await portal.tell('ended', deleted(orders));
    await portal.shows();
  });

  it('removes a replica that is no longer there', async () => {
    const outputs = { ...OUTPUTS, ReadReplica1Endpoint: 'replica.example' };
    await portal.tell('ended', anEnvironment('orders', { outputs }));
    await portal.shows(...namesOf('tap-orders'), 'tap-orders-replica-1');

    await portal.tell(
      'ended',
      anEnvironment('orders', {
        stackStatus: 'UPDATE_COMPLETE',
        updatedAt: '2026-11-02T10:00:00.000Z',
      }),
    );

    await portal.shows(...namesOf('tap-orders'));
  });

  it('keeps everything where a read fails', async () => {
    portal.environments.listed = [anEnvironment('orders')];
    await portal.read();
    await portal.shows(...namesOf('tap-orders'));

    portal.environments.failure = new Error('Rate exceeded');
    await portal.read();
    portal.environments.failure = undefined;
    await portal.tell('ended', anEnvironment('carts'));

    await portal.shows(...namesOf('tap-orders'), ...namesOf('tap-carts'));
  });

  it('looks a missing stack up by ARN before its entities go', async () => {
    const orders = anEnvironment('orders');
    const carts = anEnvironment('carts');
    portal.environments.listed = [orders, carts];
    await portal.read();
    await portal.shows(...namesOf('tap-orders'), ...namesOf('tap-carts'));

    portal.environments.listed = [];
    portal.environments.found = [orders, deleted(carts)];
    await portal.read();

    await portal.shows(...namesOf('tap-orders'));
    expect(portal.environments.lookedUp).toEqual([
      orders.stackId,
      carts.stackId,
    ]);
  });

  it('lets a delta win over a full read that had begun before it', async () => {
    const orders = anEnvironment('orders');
    portal.environments.listed = [orders];
    await portal.read();
    await portal.shows(...namesOf('tap-orders'));

    portal.environments.beforeAnswer = async () => {
      await portal.tell('ended', deleted(orders));
      await portal.tell('accepted', creating('carts'));
    };
    portal.environments.listed = [orders, anEnvironment('books')];
    await portal.read();

    await portal.shows('tap-carts', ...namesOf('tap-books'));
  });

  it('names a foreign entity that holds the name, and takes the name once it is free', async () => {
    const foreign: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: {
        name: 'tap-orders',
        annotations: {
          'backstage.io/managed-by-location': 'url:https://example.com/a.yaml',
          'backstage.io/managed-by-origin-location':
            'url:https://example.com/a.yaml',
        },
      },
      spec: { owner: 'group:default/other' },
    };
    const entities = [{ entity: foreign, locationKey: 'foreign' }];
    await portal.foreign.applyMutation({ type: 'full', entities });
    await portal.shows('tap-orders');
    const orders = anEnvironment('orders');
    portal.environments.listed = [orders];

    await portal.read();
    await portal.read();
    expect(portal.logger.error.mock.calls).toEqual([
      [
        `The catalog holds a foreign entity 'system:default/tap-orders' from url:https://example.com/a.yaml, so the one of stack ${orders.stackId} cannot be shown; rename or remove the foreign entity`,
      ],
    ]);

    await portal.foreign.applyMutation({ type: 'full', entities: [] });
    await portal.read();
    await eventually(async () => {
      const system = await portal.entity('system:default/tap-orders');
      expect(system?.metadata.annotations?.[ANNOTATIONS.stackId]).toBe(
        orders.stackId,
      );
    });
  });
});
