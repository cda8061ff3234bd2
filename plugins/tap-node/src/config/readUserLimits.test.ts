import { ConfigReader } from '@backstage/config';
import { readUserLimits } from './readUserLimits';

const read = (perUser: object) =>
  readUserLimits(new ConfigReader({ tap: { limits: { perUser } } } as any));

describe('readUserLimits', () => {
  it('has defaults', () => {
    expect(readUserLimits(new ConfigReader({}))).toEqual({
      plans: 5,
      driftDetections: 5,
      reads: 20,
    });
  });

  it('reads each limit', () => {
    expect(read({ plans: 1, driftDetections: 2, reads: 1000 })).toEqual({
      plans: 1,
      driftDetections: 2,
      reads: 1000,
    });
  });

  it.each([
    ['plans', 0],
    ['driftDetections', 1.5],
    ['reads', 1001],
  ])('refuses %s: %s', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(
          `^tap.limits.perUser.${name}: must be a whole number from 1 to 1000, for example`,
        ),
      }),
    );
  });
});
