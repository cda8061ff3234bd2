import { parseEntityRef } from '@backstage/catalog-model';
import fc from 'fast-check';
import { environmentEntities } from './entities';
import { Environment } from './environment';
import { foreignLocation, isReservedEntityRef } from './reservedEntities';

const isReserved = (ref: string) => isReservedEntityRef(parseEntityRef(ref));

const environment = {
  suffix: 'orders',
  target: 'eu',
  isDefaultTarget: true,
  stackId: 'arn:aws:cloudformation:eu-central-1:111122223333:stack/x/1',
  owner: 'group:default/payments',
  outputs: {},
} as Environment;

describe('isReservedEntityRef', () => {
  it.each([
    'system:default/tap-orders',
    'System:Default/TAP-Orders',
    'system:default/tap-orders.eu',
    'resource:default/tap-orders-key',
    'RESOURCE:default/tap-orders.eu-Replica-9',
    // KELVIN SIGN: the lower case of it is k.
    'system:default/tap-or\u212aers',
  ])('reserves %s', ref => {
    expect(isReserved(ref)).toBe(true);
  });

  it.each([
    'component:default/tap-orders',
    'system:other/tap-orders',
    'system:default/orders',
    'system:default/tapestry',
    'system:default/tap-or',
    'system:default/tap-a-system-with-a-long-name',
    'resource:default/tap-orders',
    'resource:default/tap-orders-queue',
  ])('does not reserve %s', ref => {
    expect(isReserved(ref)).toBe(false);
  });

  it('reserves every name that the provider uses', () => {
    const outputs = { ReadReplica1Endpoint: 'a', ReadReplica9Endpoint: 'b' };
    const name = fc.stringMatching(/^[a-z](?:-?[a-z0-9]){2,9}$/);
    fc.assert(
      fc.property(
        name,
        name,
        fc.boolean(),
        (suffix, target, isDefaultTarget) => {
          const entities = environmentEntities({
            ...environment,
            suffix,
            target,
            isDefaultTarget,
            outputs: outputs as unknown as Environment['outputs'],
          });
          for (const { kind, metadata } of entities) {
            expect(
              isReservedEntityRef({
                kind,
                namespace: 'default',
                name: metadata.name,
              }),
            ).toBe(true);
          }
        },
      ),
    );
  });
});

describe('foreignLocation', () => {
  const at = (annotations: Record<string, string>) =>
    foreignLocation({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: 'tap-orders', annotations },
    });

  it('is the location of a foreign entity', () => {
    expect(
      at({
        'backstage.io/managed-by-location': 'url:https://example.com/b.yaml',
        'backstage.io/managed-by-origin-location':
          'url:https://example.com/a.yaml',
      }),
    ).toBe('url:https://example.com/a.yaml');
    expect(at({})).toBe('an unknown location');
  });

  it('is undefined for the entities of the provider', () => {
    for (const entity of environmentEntities(environment)) {
      expect(foreignLocation(entity)).toBeUndefined();
    }
  });
});
