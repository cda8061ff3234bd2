import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { environmentEntities } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { anEnvironment } from './__testUtils__/anEnvironment';
import { FakeEnvironments } from './__testUtils__/FakeEnvironments';
import { CatalogCheck } from './CatalogCheck';
import { TapEntityProvider } from './TapEntityProvider';

async function connected(
  options: { cataloged?: ReturnType<typeof anEnvironment>[] } = {},
) {
  const environments = new FakeEnvironments();
  const mutations: EntityProviderMutation[] = [];
  const provider = TapEntityProvider.create({
    target: 'main',
    environments: environments as unknown as EnvironmentService,
    events: mockServices.events(),
    schedule: { run: async () => {} },
    check: CatalogCheck.create({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: (options.cataloged ?? []).flatMap(environmentEntities),
      }),
      logger: mockServices.logger.mock(),
    }),
  });
  await provider.connect({
    applyMutation: async mutation => {
      mutations.push(mutation);
    },
    refresh: async () => {},
  });
  return { environments, mutations, provider };
}

describe('TapEntityProvider', () => {
  it('is named after its target', async () => {
    const { provider } = await connected();
    expect(provider.getProviderName()).toBe('tap:main');
  });

  it('applies the first read, even an empty one, and then only changes', async () => {
    const { environments, mutations, provider } = await connected();
    await provider.read();
    expect(mutations).toEqual([{ type: 'full', entities: [] }]);

    environments.listed = [anEnvironment('orders')];
    await provider.read();
    expect(mutations).toHaveLength(2);

    await provider.read();
    expect(mutations).toHaveLength(2);

    environments.listed = [
      anEnvironment('orders', { description: 'Orders service' }),
    ];
    await provider.read();
    expect(mutations).toHaveLength(3);
  });

  it('does not repeat in a full mutation what a delta has applied', async () => {
    const { environments, mutations, provider } = await connected();
    await provider.read();
    await provider.takeDelta(anEnvironment('orders'));
    environments.listed = [anEnvironment('orders')];
    await provider.read();

    expect(mutations.map(({ type }) => type)).toEqual(['full', 'delta']);
  });

  it('applies again what the catalog refused to take', async () => {
    const { environments, mutations, provider } = await connected();
    environments.listed = [anEnvironment('orders')];
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

  it('asks after a restart for what only the catalog still holds', async () => {
    const orders = anEnvironment('orders');
    const { environments, mutations, provider } = await connected({
      cataloged: [orders],
    });
    environments.found = [orders];

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

  it('changes nothing where a look-up fails', async () => {
    const { environments, mutations, provider } = await connected({
      cataloged: [anEnvironment('orders')],
    });
    environments.lookUp = async () => {
      throw new Error('Rate exceeded');
    };

    await expect(provider.read()).rejects.toThrow('Rate exceeded');

    expect(mutations).toEqual([]);
  });

  it('ignores a delta that was overtaken by a later one', async () => {
    const { mutations, provider } = await connected();
    await provider.takeDelta(anEnvironment('orders'));
    await provider.takeDelta(
      anEnvironment('orders', {
        status: 'creating',
        stackStatus: 'CREATE_IN_PROGRESS',
        outputs: undefined,
      }),
    );

    expect(mutations).toHaveLength(1);
  });

  it('takes a crowd of deltas along in two mutations, each time', async () => {
    const { mutations, provider } = await connected();
    const names = Array.from({ length: 20 }, (_, index) => `orders-${index}`);
    await Promise.all(
      names.map(async name => {
        await provider.takeDelta(anEnvironment(name));
        // As an operation does, which tells its next change once the one before has been heard.
        await provider.takeDelta(
          anEnvironment(name, { description: 'Changed' }),
        );
      }),
    );

    expect(mutations.length).toBeLessThanOrEqual(4);
    const written = mutations.flatMap(mutation =>
      mutation.type === 'delta' ? mutation.added : [],
    );
    for (const name of names) {
      const systems = written.filter(
        ({ entity }) => entity.metadata.name === `tap-${name}`,
      );
      expect(systems[systems.length - 1].entity.metadata.description).toBe(
        'Changed',
      );
    }
  });

  it('applies with the next read what a failed mutation would have taken along', async () => {
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
      provider.takeDelta(anEnvironment('orders')),
      provider.takeDelta(anEnvironment('carts')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);

    environments.listed = [anEnvironment('orders'), anEnvironment('carts')];
    await provider.read();
    expect(mutations[1]).toMatchObject({
      type: 'full',
      entities: [
        ...environmentEntities(anEnvironment('orders')),
        ...environmentEntities(anEnvironment('carts')),
      ].map(entity => ({ entity, locationKey: 'tap:main' })),
    });
  });

  it('does not repeat a delta that changes no entity', async () => {
    const { mutations, provider } = await connected();
    await provider.read();
    await provider.takeDelta(anEnvironment('orders'));
    await provider.takeDelta(anEnvironment('orders'));
    expect(mutations.map(({ type }) => type)).toEqual(['full', 'delta']);
  });

  it('writes now and then although nothing has changed, for the sake of other replicas', async () => {
    const { mutations, provider } = await connected();
    for (let reads = 0; reads < 31; reads += 1) {
      await provider.read();
    }
    expect(mutations).toHaveLength(2);
  });
});
