import { Entity } from '@backstage/catalog-model';
import { ENVIRONMENT_LOCATION_TYPE } from '@tap/plugin-tap-common';
import {
  readExemptRefs,
  ReservedEntitiesProcessor,
} from './ReservedEntitiesProcessor';

describe('ReservedEntitiesProcessor', () => {
  const process = (
    { annotations, kind, type }: Partial<Record<string, any>>,
    location = { type: 'url', target: 'https://example.com/orders.yaml' },
  ) => {
    const entity: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: kind ?? 'System',
      metadata: { name: 'orders', annotations },
      spec: { type },
    };
    return new ReservedEntitiesProcessor({ exempt: [] }).postProcessEntity(
      entity,
      location,
    );
  };

  it.each([
    [
      { annotations: { 'Tap.internal/stack-id': 'arn' } },
      "The annotation 'Tap.internal/stack-id'",
    ],
    [{ type: 'Tap-environment' }, "The type 'Tap-environment'"],
  ])('rejects what only the provider may set: %j', async (facts, field) => {
    await expect(process(facts)).rejects.toThrow(
      `${field} is reserved for PostgreSQL environments. Remove it from the entity system:default/orders in url:https://example.com/orders.yaml`,
    );
    const provided = { type: ENVIRONMENT_LOCATION_TYPE, target: 'arn' };
    await expect(process(facts, provided)).resolves.toBeDefined();
  });

  it.each([
    { annotations: { 'example.com/tap.internal': 'orders' } },
    { type: 'service' },
    { kind: 'Component', type: 'tap-dance' },
  ])('accepts other entities: %j', async facts => {
    await expect(process(facts)).resolves.toBeDefined();
  });
});

describe('readExemptRefs', () => {
  it('returns the refs of reserved names in lower case', () => {
    expect(
      readExemptRefs(
        ['System:default/Tap-Dance', 'resource:tap-orders-database'],
        'x',
      ),
    ).toEqual([
      'system:default/tap-dance',
      'resource:default/tap-orders-database',
    ]);
  });

  it.each(['', 'tap-dance', 'system:default/orders', 'a:b:c'])(
    'rejects what reserves no name: %j',
    ref => {
      expect(() => readExemptRefs([ref], 'exemptEntities')).toThrow(
        `exemptEntities: '${ref}' must be the entity ref of a System or Resource with a name that is reserved for environments, for example system:default/tap-dance`,
      );
    },
  );
});
