import { DateTime } from 'luxon';
import { sampleEnvironment } from '../__testUtils__/samples';
import { matchesFilter } from './environmentFilter';

const now = DateTime.fromISO('2026-11-20T12:00:00Z');
const environment = sampleEnvironment({ expiresAt: '2026-11-22T11:00:00Z' });

describe('matchesFilter', () => {
  it.each([
    [{}, true],
    [{ owner: 'group:default/payments', size: 'small' }, true],
    [{ owner: 'group:default/orders' }, false],
    [{ target: 'production' }, false],
    [{ size: 'large' }, false],
    [{ status: 'available', target: 'sandbox' }, true],
    [{ status: 'failed' }, false],
    [{ expiring: true }, true],
  ])('%j → %s', (filter, shown) => {
    expect(matchesFilter(environment, filter, now)).toBe(shown);
  });

  it('treats only environments that expire within 48 hours as expiring', () => {
    const later = { ...environment, expiresAt: '2026-11-22T13:00:00Z' };
    const never = { ...environment, expiresAt: undefined };
    expect(matchesFilter(later, { expiring: true }, now)).toBe(false);
    expect(matchesFilter(never, { expiring: true }, now)).toBe(false);
  });
});
