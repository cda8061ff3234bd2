import { environmentPrice } from './environmentPrice';
import { sampleEnvironment } from './testUtils';

const size = {
  readReplicas: 1,
  prices: [
    { egress: 'nat-gateway' as const, readReplicas: 1, monthlyUsd: 151.5 },
    {
      egress: 'nat-gateway' as const,
      readReplicas: 0,
      monthlyUsd: 98.3,
      stoppedMonthlyUsd: 51.2,
    },
  ],
};

describe('environmentPrice', () => {
  it.each([
    ['read replicas of its size', {}, 151.5],
    ['its own number of read replicas', { readReplicas: 0 }, 98.3],
    [
      'a stopped database',
      { readReplicas: 0, status: 'stopped' as const },
      51.2,
    ],
    ['an egress without a price', { egress: 'none' as const }, undefined],
  ])('is that of %s', (_, changes, expected) => {
    expect(environmentPrice(sampleEnvironment(changes), size)).toBe(expected);
  });

  it('is not known of a size that is not offered', () => {
    expect(environmentPrice(sampleEnvironment(), undefined)).toBeUndefined();
  });
});
