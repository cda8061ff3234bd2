import { Entity } from '@backstage/catalog-model';
import { placeholderEntity } from './placeholderEntity';

const place = (original: Partial<Entity>) =>
  placeholderEntity(
    {
      apiVersion: 'v1',
      kind: 'System',
      metadata: { name: 'tap-orders' },
      ...original,
    },
    { location: 'url:https://a', originLocation: 'url:https://b' },
  );

describe('placeholderEntity', () => {
  it.each([
    ['system', 'System'],
    ['RESOURCE', 'Resource'],
  ])('has the kind of the original: %s', (kind, expected) => {
    expect(place({ kind }).kind).toBe(expected);
  });

  it('has the name, and says which location has to be changed', () => {
    expect(place({}).metadata).toMatchObject({
      namespace: 'default',
      name: 'tap-orders',
      title: 'tap-orders (reserved name)',
      description: expect.stringContaining('https://b'),
    });
  });

  it.each([
    ['payments', 'group:default/payments'],
    ['user:default/olga', 'user:default/olga'],
    ['', 'group:default/unknown'],
    [undefined, 'group:default/unknown'],
    [{ name: '' }, 'group:default/unknown'],
  ])('has the owner of the original: %s', (owner, expected) => {
    expect(place({ spec: { owner } as Entity['spec'] }).spec).toEqual({
      type: 'reserved-name',
      owner: expected,
    });
  });
});
