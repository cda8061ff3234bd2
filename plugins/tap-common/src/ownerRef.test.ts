import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { isOwnerRef, normalizeOwnerRef } from './ownerRef';

/** The longest name or namespace in the catalog. */
const LONGEST = 'a'.repeat(63);

describe('normalizeOwnerRef', () => {
  it.each([
    ['payments', 'group:default/payments'],
    ['user:jo', 'user:default/jo'],
    ['Group:Default/Payments', 'group:default/payments'],
    ['ns/team.one', 'group:ns/team.one'],
    ['user:payments/jo', 'user:payments/jo'],
    [LONGEST, `group:default/${LONGEST}`],
    [`${LONGEST}/team`, `group:${LONGEST}/team`],
  ])('completes %s', (ref, full) => {
    expect(normalizeOwnerRef(ref)).toBe(full);
  });

  it.each([
    '',
    'a b',
    'system:default/x',
    'group:',
    'a/b/c',
    '<b>',
    'x:y:z',
    'user:default/jo@example.com',
    `${LONGEST}x`,
    `group:${LONGEST}x/team`,
  ])('rejects %j with the rule and an example', ref => {
    expect(() => normalizeOwnerRef(ref)).toThrow(
      `owner: '${ref}' must be the entity ref of a group or user, whose name has at most 63 letters, digits, hyphens, underscores or periods, for example group:default/payments`,
    );
  });

  it.each([LONGEST, `${LONGEST}x`, 'a@b', 'a.b', 'a_b', 'a--b', '-a', 'a+b'])(
    'accepts the name %s if the catalog does',
    name => {
      expect(isOwnerRef(`group:default/${name}`)).toBe(
        KubernetesValidatorFunctions.isValidObjectName(name),
      );
    },
  );
});
