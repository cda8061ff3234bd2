import { DateTime } from 'luxon';
import {
  elapsed,
  localTime,
  monthlyPrice,
  relativeTime,
  withLocalTimes,
} from './format';

describe('format', () => {
  it('formats a monthly price', () => {
    expect(monthlyPrice(1234.5)).toBe('$1,234.50 a month');
  });

  it.each([
    [5, '0:05'],
    [65, '1:05'],
    [3725, '1:02:05'],
    [-1, '0:00'],
  ])('shows %s elapsed seconds as %s', (seconds, text) => {
    expect(elapsed(seconds)).toBe(text);
  });

  it('shows the times in a text in the zone of the reader', () => {
    const iso = '2026-11-20T12:00:00.123Z';
    expect(withLocalTimes(`Expires: ${iso}.`)).toBe(
      `Expires: ${localTime(iso)}.`,
    );
  });

  it('formats the age', () => {
    const now = DateTime.fromISO('2026-11-04T12:00:00Z');
    expect(relativeTime('2026-11-01T12:00:00Z', now)).toBe('3 days ago');
    expect(relativeTime('2026-11-04T14:00:00Z', now)).toBe('in 2 hours');
    expect(relativeTime('2026-11-04T11:59:00.400Z', now)).toBe('1 minute ago');
    expect(relativeTime('2026-11-04T11:00:10Z', now)).toBe('1 hour ago');
  });

  it.each([
    ['2026-11-11T11:59:59Z', 'in 7 days'],
    ['2026-11-11T00:00:01Z', 'in 7 days'],
    ['2026-11-10T23:59:59Z', 'in 6 days'],
    ['2026-11-04T23:59:30Z', 'in 12 hours'],
    ['2026-11-01T12:00:30Z', '3 days ago'],
  ])('rounds to the nearest number: %s is %s', (iso, text) => {
    const now = DateTime.fromISO('2026-11-04T12:00:00Z');
    expect(relativeTime(iso, now)).toBe(text);
  });
});
