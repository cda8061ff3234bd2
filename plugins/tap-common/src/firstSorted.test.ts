import { firstSorted } from './firstSorted';

const numbers = Array.from(
  { length: 2_000 },
  (_, index) => (index * 7) % 2_000,
);
const ascending = (a: number, b: number) => a - b;

describe('firstSorted', () => {
  it.each([0, 1, 20, 499, 501, 3_000])(
    'returns the first %d items as a sort does',
    count => {
      const before = [...numbers];
      for (const compare of [ascending, (a: number, b: number) => b - a]) {
        expect(firstSorted(numbers, count, compare)).toEqual(
          [...numbers].sort(compare).slice(0, count),
        );
      }
      expect(numbers).toEqual(before);
    },
  );

  it('compares most of many items once', () => {
    const compare = jest.fn(ascending);
    firstSorted(numbers, 20, compare);
    expect(compare.mock.calls.length).toBeLessThan(2 * numbers.length);
  });
});
