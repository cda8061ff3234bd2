import { DateTime } from 'luxon';
import { sampleEnvironment } from '../__testUtils__/samples';
import { matchesFilter, readFilter, writeFilter } from './environmentFilter';

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
    [{ name: 'RDERS' }, true],
    [{ name: 'shop' }, false],
    [{ mine: true }, true],
  ])('%j → %s', (filter, shown) => {
    expect(
      matchesFilter(environment, filter, {
        ownershipRefs: ['group:default/payments'],
        now,
      }),
    ).toBe(shown);
  });

  it('treats only environments that expire within 48 hours as expiring', () => {
    const later = { ...environment, expiresAt: '2026-11-22T13:00:00Z' };
    const never = { ...environment, expiresAt: undefined };
    const options = { ownershipRefs: [], now };
    expect(matchesFilter(later, { expiring: true }, options)).toBe(false);
    expect(matchesFilter(never, { expiring: true }, options)).toBe(false);
  });

  it('shows only own environments with "mine"', () => {
    const options = { ownershipRefs: ['user:default/mia'], now };
    expect(matchesFilter(environment, { mine: true }, options)).toBe(false);
  });
});

describe('the filter in the address', () => {
  it('is read as it was written, and keeps other parameters', () => {
    const filter = {
      name: 'orders',
      mine: true,
      owner: 'group:default/payments',
      target: 'sandbox',
      size: 'small',
      status: 'available',
      expiring: true,
    };
    const written = writeFilter(filter, new URLSearchParams('tab=x'));
    expect(written.get('tab')).toBe('x');
    expect(readFilter(written)).toEqual(filter);
    expect(writeFilter({}, written).toString()).toBe('tab=x');
  });
});
