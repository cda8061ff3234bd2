import { expect, test } from '@playwright/test';
import { toResult } from '../bench/toResult';

test.describe('a figure of the bench', () => {
  test('is a ratio of medians, judged by its target', () => {
    const faster = { name: 'a', unit: 'ms', target: { timesFaster: 40 } };
    expect(
      toResult(faster, { ours: [12, 10, 11], theirs: [300, 500] }),
    ).toEqual({
      name: 'a',
      ours: 11,
      theirs: 400,
      ratio: 36.4,
      unit: 'ms',
      samples: { ours: 3, theirs: 2 },
      spread: { ours: [10, 12], theirs: [300, 500] },
      target: '≥ 40×',
      met: false,
    });
    expect(toResult(faster, { ours: [10], theirs: [400] }).met).toBe(true);
  });

  test('can be a part of theirs', () => {
    const part = { name: 'b', unit: 's', target: { atMostTimes: 0.3 } };
    const judge = (ours: number) =>
      toResult(part, { ours: [ours], theirs: [10] });
    expect(judge(3)).toMatchObject({ ratio: 0.3, target: '≤ 0.3×', met: true });
    expect(judge(3.1).met).toBe(false);
  });

  test('can be a value of its own', () => {
    const own = { name: 'c', unit: 'calls', target: { atMost: 2 } };
    expect(toResult(own, { ours: [2] })).toMatchObject({
      target: '≤ 2 calls',
      met: true,
    });
    expect(toResult(own, { ours: [2.1] }).met).toBe(false);
    expect(toResult(own, { ours: [2.1] }).ratio).toBeUndefined();
  });
});
