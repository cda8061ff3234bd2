import { isSizeName, SIZE_NAME_MAX_LENGTH } from './sizes';

describe('isSizeName', () => {
  it.each(['micro', 'm', 'x2', 'x-large-2'])('accepts %s', name => {
    expect(isSizeName(name)).toBe(true);
  });

  it.each(['', 'Micro', '2x', '-micro', 'micro-', 'x--large', 'x large'])(
    'rejects %j',
    name => {
      expect(isSizeName(name)).toBe(false);
    },
  );

  it('accepts the greatest length, and no greater one', () => {
    const longest = 'x'.repeat(SIZE_NAME_MAX_LENGTH);
    expect(isSizeName(longest)).toBe(true);
    expect(isSizeName(`${longest}x`)).toBe(false);
  });
});
