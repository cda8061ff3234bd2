import { IncomingHttpHeaders } from 'node:http';

const TOLERATED_MINUTES = 15;
const MINUTE_MS = 60_000;

/**
 * Parses the date of a signature.
 *
 * @returns undefined for an invalid date
 */
export function signingDate(headers: IncomingHttpHeaders): Date | undefined {
  const stamp = headers['x-amz-date'];
  if (stamp === undefined) {
    return valid(new Date(headers.date ?? ''));
  }
  const [, ...parts] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(stamp)) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  return valid(
    new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`),
  );
}

/**
 * Compares the date of a request with the current time.
 *
 * @returns AWS's message for a request that is too old or too early, otherwise
 *   undefined
 */
export function clockSkew(date: Date, now: Date): string | undefined {
  const tolerated = TOLERATED_MINUTES * MINUTE_MS;
  const earliest = new Date(now.getTime() - tolerated);
  const latest = new Date(now.getTime() + tolerated);
  if (date < earliest) {
    return `Signature expired: ${basicFormat(
      date,
    )} is now earlier than ${basicFormat(earliest)} (${basicFormat(
      now,
    )} - ${TOLERATED_MINUTES} min.)`;
  }
  return date > latest
    ? `Signature not yet current: ${basicFormat(
        date,
      )} is still later than ${basicFormat(latest)} (${basicFormat(
        now,
      )} + ${TOLERATED_MINUTES} min.)`
    : undefined;
}

/** ISO 8601, basic format: `20260131T235959Z`. */
export function basicFormat(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function valid(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}
