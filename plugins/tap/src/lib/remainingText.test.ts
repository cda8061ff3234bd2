import { remainingText } from './remainingText';

describe('remainingText', () => {
  it.each([
    [undefined, 10, undefined],
    [1200, 480, 'about 12 minutes remaining'],
    [1200, 1140, 'about 1 minute remaining'],
    [1200, 1141, 'less than a minute remaining'],
    [1200, 1200, 'longer than expected (20 minutes)'],
    [20, 25, 'longer than expected (20 seconds)'],
    [60, 61, 'longer than expected (1 minute)'],
  ])('of %p seconds after %p', (typical, elapsed, text) => {
    expect(remainingText(typical, elapsed)).toBe(text);
  });
});
