import { sampleSize } from '../__testUtils__/samples';
import { unavailableText } from './sizeOffers';

const unavailable = { 18: 'needs 2 availability zones, and 1 is suitable' };

describe('unavailableText', () => {
  it('states why a size cannot have a version', () => {
    expect(unavailableText(sampleSize({ unavailable }), '18')).toBe(
      'Not available with PostgreSQL 18: needs 2 availability zones, and 1 is suitable.',
    );
  });

  it.each([
    ['a version that is available', { unavailable }, '17'],
    ['no version', { unavailable }, undefined],
    ['unknown offers', {}, '18'],
  ])('is undefined for %s', (_, size, version) => {
    expect(unavailableText(sampleSize(size), version)).toBeUndefined();
  });
});
