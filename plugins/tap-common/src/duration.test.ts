import { durationSeconds } from './duration';

describe('durationSeconds', () => {
  it.each([
    ['12h', 43_200],
    ['7d', 604_800],
    ['2w', 1_209_600],
    ['P7D', 604_800],
    ['P2W', 1_209_600],
    ['PT12H', 43_200],
  ])('reads %s', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it.each(['', '0d', '7', 'd', '-1d', '1.5d', '7 d', 'P7H', 'PT7D'])(
    'refuses %j',
    text => {
      expect(durationSeconds(text)).toBeUndefined();
    },
  );
});
