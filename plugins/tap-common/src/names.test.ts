import {
  assertDerivedNames,
  derivedNames,
  parseSystemName,
  stackName,
  suffixOfStackName,
  systemName,
} from './names';

const ref = { suffix: 'orders', target: 'eu', isDefaultTarget: true };

describe('names', () => {
  it('derives stack and system names from the suffix, and from the target if it is not the default', () => {
    expect(stackName('orders')).toBe('TapStack-orders');
    expect(suffixOfStackName('TapStack-orders')).toBe('orders');
    expect(suffixOfStackName('Other')).toBeUndefined();
    expect(systemName(ref)).toBe('tap-orders');
    expect(systemName({ ...ref, isDefaultTarget: false })).toBe(
      'tap-orders.eu',
    );
  });

  it.each([
    'TapStack-Orders',
    'tapstack-orders',
    'TapStack-or',
    'TapStack-a--b',
    'TapStack-1orders',
    `TapStack-${'a'.repeat(21)}`,
    `TapStack-${'a'.repeat(90)}`,
  ])('finds no suffix in the stack name %s', name => {
    expect(suffixOfStackName(name)).toBeUndefined();
  });

  it('parses suffix and target from the name of a System', () => {
    expect(parseSystemName('tap-orders')).toEqual({ suffix: 'orders' });
    expect(parseSystemName('tap-orders.eu-1')).toEqual({
      suffix: 'orders',
      target: 'eu-1',
    });
    for (const name of [
      'orders',
      'tap-or',
      'tap-orders.',
      'tap-orders.EU',
      'tap-orders.eu.x',
      'tap-orders_dev',
      `tap-${'a'.repeat(21)}`,
    ]) {
      expect(parseSystemName(name)).toBeUndefined();
    }
  });

  it('accepts the longest suffix on the longest target', () => {
    const longest = {
      suffix: 'a'.repeat(20),
      target: 'b'.repeat(20),
      isDefaultTarget: false,
    };
    expect(() => assertDerivedNames(longest)).not.toThrow();
    expect(
      derivedNames(longest).every(({ name, limit }) => name.length <= limit),
    ).toBe(true);
  });

  it("rejects a suffix whose database identifier could be that of another environment's read replica", () => {
    expect(() =>
      assertDerivedNames({ ...ref, suffix: 'orders-replica-1' }),
    ).toThrow(/suffix: .* read replica .*orders-dev/);
  });

  it('reports which name is too long', () => {
    expect(() =>
      assertDerivedNames({ ...ref, suffix: 'a'.repeat(60) }),
    ).toThrow(/suffix: .* read replica identifier .* at most 63/);
  });
});
