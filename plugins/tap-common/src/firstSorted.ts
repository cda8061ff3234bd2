/** More items are sorted as a whole. */
const SELECTED = 500;

/**
 * The first items in an order, as `[...items].sort(compare).slice(0, count)`: for the first pages of many items without the time
 * that the sort of all of them takes.
 *
 * @param compare - as of `Array.sort`; 0 only for the same item
 */
export function firstSorted<T>(
  items: T[],
  count: number,
  compare: (a: T, b: T) => number,
): T[] {
  if (count > SELECTED) {
    return [...items].sort(compare).slice(0, count);
  }
  const first: T[] = [];
  for (const item of items) {
    if (first.length < count || compare(item, first[count - 1]) < 0) {
      first.splice(placeOf(item, first, compare), 0, item);
      first.length = Math.min(first.length, count);
    }
  }
  return first;
}

function placeOf<T>(
  item: T,
  sorted: T[],
  compare: (a: T, b: T) => number,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (compare(item, sorted[middle]) < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
