import { readExemptRefs } from './ReservedEntitiesProcessor';

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
