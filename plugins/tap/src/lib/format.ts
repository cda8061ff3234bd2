import { DateTime, Duration } from 'luxon';

const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
});

const signedDollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  signDisplay: 'exceptZero',
});

/** A monthly price as text, for example `$123.40 a month`. */
export function monthlyPrice(amount: number): string {
  return `${dollars.format(amount)} a month`;
}

/** An amount of US dollars. */
export function usd(amount: number): string {
  return dollars.format(amount);
}

/** Units of less than a day, and how many of each are the next unit. */
const SMALL_UNITS = [
  { unit: 'seconds', ms: 1_000, limit: 60 },
  { unit: 'minutes', ms: 60_000, limit: 60 },
  { unit: 'hours', ms: 3_600_000, limit: 24 },
] as const;

/**
 * A time relative to now, for example `3 days ago` or `in 2 hours`, rounded to the nearest number: an expiry in 7 days
 * is still displayed as 7 days a minute later.
 *
 * @param iso - ISO 8601
 * @param now - for tests
 */
export function relativeTime(
  iso: string,
  now: DateTime = DateTime.now(),
): string {
  const time = DateTime.fromISO(iso);
  const distance = Math.abs(time.diff(now).toMillis());
  return (
    time.toRelative({
      base: now,
      locale: 'en-US',
      rounding: 'round',
      // Luxon selects the unit before it rounds, and would return `60 seconds ago`.
      unit: SMALL_UNITS.find(
        ({ ms, limit }) => Math.round(distance / ms) < limit,
      )?.unit,
    }) ?? iso
  );
}

/** A time in the reader's zone, such as `Nov 21, 2026, 18:30`. */
export function localTime(iso: string): string {
  const time = DateTime.fromISO(iso);
  return time.isValid
    ? time.setLocale('en-US').toLocaleString({
        dateStyle: 'medium',
        timeStyle: 'short',
        hourCycle: 'h23',
      })
    : iso;
}

/** A text with its ISO 8601 times in UTC as {@link localTime}. */
export function withLocalTimes(text: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, localTime);
}

/** Seconds as `m:ss`, or `h:mm:ss` from an hour on. */
export function elapsed(seconds: number): string {
  return Duration.fromObject({ seconds: Math.max(0, seconds) }).toFormat(
    seconds >= 3600 ? 'h:mm:ss' : 'm:ss',
  );
}

/** A difference of US dollars with its sign, for example `+$3.45`. */
export function signedUsd(amount: number): string {
  return signedDollars.format(amount);
}

/** A number of days, for example `1 day`. */
export function daysText(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
