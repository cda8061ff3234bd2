import { normalizeOwnerRef } from './ownerRef';

describe('normalizeOwnerRef', () => {
  it.each([
    ['payments', 'group:default/payments'],
    ['user:jo', 'user:default/jo'],
    ['Group:Default/Payments', 'group:default/payments'],
    ['ns/team.one', 'group:ns/team.one'],
  ])('completes %s', (ref, full) => {
    expect(normalizeOwnerRef(ref)).toBe(full);
  });

  it.each(['', 'a b', 'system:default/x', 'group:', 'a/b/c', '<b>', 'x:y:z'])(
    'rejects %j with an example',
    ref => {
      expect(() => normalizeOwnerRef(ref)).toThrow(
        /owner: .*group:default\/payments/,
      );
    },
  );
});
