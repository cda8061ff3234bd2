import { DEFAULT_TIMING } from './PollInterval';
import { eventPauses, statusPauses } from './readPauses';

describe('statusPauses', () => {
  it.each([
    [1, 1, 800, 800],
    [8, 1, 800, 800],
    [15, 1, 1_125, 1_500],
    [50, 1, 2_625, 3_500],
    [200, 2, 2_625, 3_500],
  ])(
    'for %s stacks, with %s calls for a read, is %s to %s ms',
    (stacks, calls, shortest, longest) => {
      expect(statusPauses(DEFAULT_TIMING, { stacks, calls })).toEqual({
        shortest,
        longest,
      });
    },
  );

  it('lets a read that takes many calls wait as long as any', () => {
    expect(statusPauses(DEFAULT_TIMING, { stacks: 20, calls: 20 })).toEqual({
      shortest: DEFAULT_TIMING.longest,
      longest: DEFAULT_TIMING.longest,
    });
  });
});

describe('eventPauses', () => {
  it.each([
    [1, 1_000, 5_000],
    [20, 20_000, 40_000],
    [50, 312_500, 625_000],
    [200, 20_000_000, 40_000_000],
  ])('for %s stacks is %s to %s ms', (stacks, shortest, longest) => {
    expect(eventPauses(DEFAULT_TIMING, stacks)).toEqual({ shortest, longest });
  });
});
