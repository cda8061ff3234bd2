import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { sampleOptions, sampleSize } from '../__testUtils__/samples';
import { environmentPrice } from './environmentPrice';

const OPTIONS = sampleOptions();
const [TARGET] = OPTIONS.targets;
const options = sampleOptions({
  targets: [
    {
      ...TARGET,
      sizes: [
        sampleSize({
          prices: [
            { egress: 'nat-gateway', readReplicas: 1, monthlyUsd: 151.5 },
            {
              egress: 'nat-gateway',
              readReplicas: 0,
              monthlyUsd: 98.3,
              stoppedMonthlyUsd: 51.2,
            },
          ],
        }),
      ],
    },
  ],
});
const environment = (changes: object) =>
  sampleEnvironment({ target: TARGET.name, size: 'small', ...changes });

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
    expect(environmentPrice(environment(changes), options)).toBe(expected);
  });
});
