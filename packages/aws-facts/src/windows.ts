/** A weekly or daily time range, in minutes. */
interface TimeRange {
  /** Minutes after the start of the week or the day. */
  readonly start: number;
  readonly minutes: number;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MINUTES_PER_DAY = 24 * 60;
const MINUTES_PER_WEEK = DAYS.length * MINUTES_PER_DAY;

const TIME = '([01]\\d|2[0-3]):([0-5]\\d)';
const DAY_TIME = `(${DAYS.join('|')}):${TIME}`;
const BACKUP = new RegExp(`^${TIME}-${TIME}$`);
const MAINTENANCE = new RegExp(`^${DAY_TIME}-${DAY_TIME}$`, 'i');

/**
 * Shortest window that RDS accepts, in minutes.
 *
 * {@link https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html}
 *
 * @public
 */
export const SHORTEST_WINDOW_MINUTES = 30;

/**
 * Why RDS rejects the windows of a DB instance.
 *
 * @public
 */
export interface WindowProblem {
  readonly window: 'backup' | 'maintenance';
  readonly kind: 'format' | 'length' | 'overlap';
  /** The rule, for people. */
  readonly rule: string;
  /** A value that satisfies the rule. */
  readonly example: string;
}

/**
 * Checks the windows of a DB instance by RDS's rules: format (UTC), at least 30 minutes, no overlap.
 *
 * {@link https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html}
 *
 * @param backup - such as `02:00-03:00`, every day
 * @param maintenance - such as `sun:04:00-sun:08:00`
 * @returns the first problem
 * @public
 */
export function windowProblem({
  backup,
  maintenance,
}: {
  backup?: string;
  maintenance?: string;
}): WindowProblem | undefined {
  return (
    formatProblem('backup', backup) ??
    formatProblem('maintenance', maintenance) ??
    (backup && maintenance && overlap(backup, maintenance)
      ? {
          window: 'backup',
          kind: 'overlap',
          rule: `'${backup}' must not overlap the maintenance window ${maintenance}`,
          example: clearOf(parse(maintenance)!),
        }
      : undefined)
  );
}

/**
 * The part of a window that one of many instances uses, so that not all of them are backed up or maintained at the
 * same time: 30 minutes that begin a multiple of 30 minutes after the start of the window.
 *
 * @param window - a backup or maintenance window without a problem
 * @param key - identifies the instance; the same key has the same part
 * @returns a window of the same format
 * @public
 */
export function partOfWindow(window: string, key: string): string {
  const { start, minutes } = parse(window)!;
  const parts = Math.floor(minutes / SHORTEST_WINDOW_MINUTES);
  const from = start + (hash(key) % parts) * SHORTEST_WINDOW_MINUTES;
  const isWeekly = MAINTENANCE.test(window);
  return [from, from + SHORTEST_WINDOW_MINUTES]
    .map(minute => (isWeekly ? dayTime(minute) : time(minute)))
    .join('-');
}

function formatProblem(
  window: WindowProblem['window'],
  value: string | undefined,
): WindowProblem | undefined {
  if (value === undefined) {
    return undefined;
  }
  const example = window === 'backup' ? '02:00-03:00' : 'sun:04:00-sun:08:00';
  if (!(window === 'backup' ? BACKUP : MAINTENANCE).test(value)) {
    return {
      window,
      kind: 'format',
      rule: `'${value}' must have the format ${
        window === 'backup'
          ? 'hh24:mi-hh24:mi'
          : 'ddd:hh24:mi-ddd:hh24:mi with the days mon, tue, wed, thu, fri, sat, sun'
      }, in UTC`,
      example,
    };
  }
  return parse(value)!.minutes < SHORTEST_WINDOW_MINUTES
    ? {
        window,
        kind: 'length',
        rule: `'${value}' must be at least ${SHORTEST_WINDOW_MINUTES} minutes long`,
        example,
      }
    : undefined;
}

/** @returns undefined if the format is wrong */
function parse(window: string): TimeRange | undefined {
  const daily = BACKUP.exec(window);
  if (daily) {
    const [from, to] = [1, 3].map(i => +daily[i] * 60 + +daily[i + 1]);
    return range(from, to, MINUTES_PER_DAY);
  }
  const weekly = MAINTENANCE.exec(window);
  if (weekly) {
    const [from, to] = [1, 4].map(
      i =>
        DAYS.indexOf(weekly[i].toLowerCase()) * MINUTES_PER_DAY +
        +weekly[i + 1] * 60 +
        +weekly[i + 2],
    );
    return range(from, to, MINUTES_PER_WEEK);
  }
  return undefined;
}

/** A window can end after midnight or on Monday. */
function range(start: number, end: number, period: number): TimeRange {
  return { start, minutes: (end - start + period) % period };
}

/** The backup window is the same on every day. */
function overlap(backup: string, maintenance: string): boolean {
  const daily = parse(backup)!;
  const weekly = parse(maintenance)!;
  return DAYS.some((_, day) => {
    const start = day * MINUTES_PER_DAY + daily.start;
    return (
      distance(weekly.start, start) < weekly.minutes ||
      distance(start, weekly.start) < daily.minutes
    );
  });
}

/** @returns minutes from one point of the week to the next occurrence of another */
function distance(from: number, to: number): number {
  return (to - from + MINUTES_PER_WEEK) % MINUTES_PER_WEEK;
}

/** A backup window that begins where the maintenance window ends. */
function clearOf({ start, minutes }: TimeRange): string {
  const end = start + minutes;
  return `${time(end)}-${time(end + SHORTEST_WINDOW_MINUTES)}`;
}

function dayTime(minute: number): string {
  const inWeek = minute % MINUTES_PER_WEEK;
  return `${DAYS[Math.floor(inWeek / MINUTES_PER_DAY)]}:${time(inWeek)}`;
}

function time(minute: number): string {
  const inDay = minute % MINUTES_PER_DAY;
  return [Math.floor(inDay / 60), inDay % 60]
    .map(part => String(part).padStart(2, '0'))
    .join(':');
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  return [...text].reduce(
    // eslint-disable-next-line no-bitwise
    (sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193) >>> 0,
    0x811c9dc5,
  );
}
