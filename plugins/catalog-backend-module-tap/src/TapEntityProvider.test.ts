import { setImmediate as nextTurn } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { Entity } from '@backstage/catalog-model';
import { Environment, environmentEntities } from '@tap/plugin-tap-common';
import {
  deletedEnvironment,
  sampleEnvironment,
} from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { CatalogCheck } from './CatalogCheck';
import { TapEntityProvider } from './TapEntityProvider';

async function connected(
  options: {
    cataloged?: ReturnType<typeof sampleEnvironment>[];
    foreign?: Entity[];
  } = {},
) {
  const logger = mockServices.logger.mock();
  const environments = new FakeEnvironmentService();
  const mutations: EntityProviderMutation[] = [];
  const provider = new TapEntityProvider({
    target: 'main',
    environments,
    events: mockServices.events(),
    schedule: { run: async () => {} },
    check: new CatalogCheck({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: [
          ...(options.cataloged ?? []).flatMap(environmentEntities),
          ...(options.foreign ?? []),
        ],
      }),
      logger,
    }),
  });
  await provider.connect({
    applyMutation: async mutation => {
      mutations.push(mutation);
    },
    refresh: async () => {},
  });
  return { environments, logger, mutations, provider };
}

describe('TapEntityProvider', () => {
  it('is named after its target', async () => {
    const { provider } = await connected();
    expect(provider.getProviderName()).toBe('tap:main');
  });

  it('applies the first read, even if it is empty, and then only changes', async () => {
    const { environments, mutations, provider } = await connected();
    await provider.read();
    expect(mutations).toEqual([{ type: 'full', entities: [] }]);

    environments.environments = [sampleEnvironment()];
    await provider.read();
    expect(mutations).toHaveLength(2);

    await provider.read();
    expect(mutations).toHaveLength(2);

    environments.environments = [
      sampleEnvironment({ description: 'Orders service' }),
    ];
    await provider.read();
    expect(mutations).toHaveLength(3);
  });

  it('does not repeat an applied delta in a full mutation', async () => {
    const { environments, mutations, provider } = await connected();
    await provider.read();
    await provider.applyEvent(sampleEnvironment());
    environments.environments = [sampleEnvironment()];
    await provider.read();

    expect(mutations.map(({ type }) => type)).toEqual(['full', 'delta']);
  });

  it('applies a failed mutation again', async () => {
    const { environments, mutations, provider } = await connected();
    environments.environments = [sampleEnvironment()];
    await provider.connect({
      applyMutation: async () => {
        throw new Error('database is locked');
      },
      refresh: async () => {},
    });
    await expect(provider.read()).rejects.toThrow('database is locked');

    await provider.connect({
      applyMutation: async mutation => {
        mutations.push(mutation);
      },
      refresh: async () => {},
    });
    await provider.read();
    expect(mutations).toHaveLength(1);
  });

  it('looks up environments that only the catalog contains after a restart', async () => {
    const orders = sampleEnvironment();
    const { environments, mutations, provider } = await connected({
      cataloged: [orders],
    });
    environments.unlisted = [orders];

    await provider.read();

    expect(environments.lookedUp).toEqual([orders.stackId]);
    expect(mutations).toMatchObject([
      {
        type: 'full',
        entities: environmentEntities(orders).map(entity => ({
          entity,
          locationKey: 'tap:main',
        })),
      },
    ]);
  });

  it('changes nothing if a lookup fails', async () => {
    const { environments, mutations, provider } = await connected({
      cataloged: [sampleEnvironment()],
    });
    environments.lookUp = async () => {
      throw new Error('Rate exceeded');
    };

    await expect(provider.read()).rejects.toThrow('Rate exceeded');

    expect(mutations).toEqual([]);
  });

  it('ignores an outdated delta', async () => {
    const { mutations, provider } = await connected();
    await provider.applyEvent(sampleEnvironment());
    await provider.applyEvent(
      sampleEnvironment({
        status: 'creating',
        stackStatus: 'CREATE_IN_PROGRESS',
        outputs: undefined,
      }),
    );

    expect(mutations).toHaveLength(1);
  });

  it('applies many concurrent deltas in two mutations', async () => {
    const { mutations, provider } = await connected();
    const suffixes = Array.from(
      { length: 20 },
      (_, index) => `orders-${index}`,
    );
    await Promise.all(
      suffixes.map(async suffix => {
        await provider.applyEvent(sampleEnvironment({ suffix }));
        // Like an operation, which publishes its next change when the previous event has been handled.
        await provider.applyEvent(
          sampleEnvironment({ suffix, description: 'Changed' }),
        );
      }),
    );

    expect(mutations.length).toBeLessThanOrEqual(4);
    const written = mutations.flatMap(mutation =>
      mutation.type === 'delta' ? mutation.added : [],
    );
    for (const suffix of suffixes) {
      const systems = written.filter(
        ({ entity }) => entity.metadata.name === `tap-${suffix}`,
      );
      expect(systems[systems.length - 1].entity.metadata.description).toBe(
        'Changed',
      );
    }
  });

  it('applies the deltas of a failed mutation with the next read', async () => {
    const { environments, mutations, provider } = await connected();
    await provider.read();
    await provider.connect({
      applyMutation: async mutation => {
        if (mutation.type === 'delta') {
          throw new Error('database is locked');
        }
        mutations.push(mutation);
      },
      refresh: async () => {},
    });
    const outcomes = await Promise.allSettled([
      provider.applyEvent(sampleEnvironment()),
      provider.applyEvent(sampleEnvironment({ suffix: 'carts' })),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);

    environments.environments = [
      sampleEnvironment(),
      sampleEnvironment({ suffix: 'carts' }),
    ];
    await provider.read();
    expect(mutations[1]).toMatchObject({
      type: 'full',
      entities: [
        ...environmentEntities(sampleEnvironment()),
        ...environmentEntities(sampleEnvironment({ suffix: 'carts' })),
      ].map(entity => ({ entity, locationKey: 'tap:main' })),
    });
  });

  it('does not repeat a delta that changes no entity', async () => {
    const { mutations, provider } = await connected();
    await provider.read();
    await provider.applyEvent(sampleEnvironment());
    await provider.applyEvent(sampleEnvironment());
    expect(mutations.map(({ type }) => type)).toEqual(['full', 'delta']);
  });

  it('writes the creation time of AWS with the next change', async () => {
    const { mutations, provider } = await connected();
    await provider.read();
    await provider.applyEvent(
      sampleEnvironment({ createdAt: '2026-01-01T00:00:00.000Z' }),
    );
    const createdAt = '2026-01-01T00:00:00.007Z';
    await provider.applyEvent(sampleEnvironment({ createdAt }));
    expect(mutations.map(({ type }) => type)).toEqual(['full', 'delta']);

    await provider.applyEvent(
      sampleEnvironment({ createdAt, description: 'Orders service' }),
    );
    expect(mutations[2]).toMatchObject({
      added: expect.arrayContaining([
        {
          locationKey: 'tap:main',
          entity: expect.objectContaining({
            metadata: expect.objectContaining({
              annotations: expect.objectContaining({
                'tap.internal/created-at': createdAt,
              }),
            }),
          }),
        },
      ]),
    });
  });

  describe('during a mutation', () => {
    /** Starts a mutation by an event or by a read. */
    async function writing(
      environment: Environment,
      by: 'event' | 'read' = 'event',
    ) {
      const { environments, provider } = await connected();
      await provider.read();
      await provider.applyEvent(sampleEnvironment());
      const written: string[] = [];
      let finish = () => {};
      await provider.connect({
        applyMutation: async mutation => {
          const [{ entity }] =
            mutation.type === 'delta' ? mutation.added : mutation.entities;
          written.push(entity.metadata.description!);
          await new Promise<void>(resolve => {
            finish = resolve;
          });
        },
        refresh: async () => {},
      });
      environments.environments = [environment];
      const first =
        by === 'event' ? provider.applyEvent(environment) : provider.read();
      await nextTurn();
      return { finish: () => finish(), first, provider, written };
    }

    it('does not wait with an environment whose entities the catalog has', async () => {
      const { finish, first, provider } = await writing(
        sampleEnvironment({ suffix: 'carts' }),
      );
      await expect(
        provider.applyEvent(sampleEnvironment()),
      ).resolves.toBeUndefined();
      finish();
      await first;
    });

    it.each(['event', 'read'] as const)(
      'by %s, an environment that changes back is written again',
      async by => {
        const { finish, first, provider, written } = await writing(
          sampleEnvironment({ description: 'Changed' }),
          by,
        );
        const back = provider.applyEvent(sampleEnvironment());
        finish();
        await first;
        await nextTurn();
        expect(written).toEqual([
          'Changed',
          expect.stringMatching('PostgreSQL'),
        ]);
        finish();
        await back;
      },
    );
  });

  it('does not block the main thread while it compares many environments', async () => {
    const { environments, provider } = await connected();
    environments.environments = Array.from({ length: 500 }, (_, index) =>
      sampleEnvironment({ suffix: `orders-${index}` }),
    );
    let turns = 0;
    let isReading = true;
    const count = () => {
      turns += 1;
      if (isReading) {
        setImmediate(count);
      }
    };
    setImmediate(count);
    await provider.read();
    isReading = false;
    expect(turns).toBeGreaterThanOrEqual(9);
  });

  it('writes unchanged entities again after some reads, because of other replicas', async () => {
    const { mutations, provider } = await connected();
    for (let reads = 0; reads < 31; reads += 1) {
      await provider.read();
    }
    expect(mutations).toHaveLength(2);
  });

  it('reports a foreign entity with the name of an environment, but not after its teardown', async () => {
    const foreign: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: 'tap-orders' },
    };
    const report = async (...events: Environment[]) => {
      const { logger, provider } = await connected({ foreign: [foreign] });
      await provider.read();
      for (const environment of events) {
        await provider.applyEvent(environment);
      }
      await provider.read();
      return logger.error.mock.calls.map(([message]) => message);
    };
    const orders = sampleEnvironment();

    await expect(report(orders)).resolves.toEqual([
      expect.stringMatching(/^The entity 'system:default\/tap-orders' from /),
    ]);
    await expect(report(orders, deletedEnvironment(orders))).resolves.toEqual(
      [],
    );
  });
});
