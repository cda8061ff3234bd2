import { z } from 'zod/v3';

/** When the database of an environment runs. @public */
export const UPTIMES = ['always', 'running-hours'] as const;

/** @public */
export type Uptime = (typeof UPTIMES)[number];

/** Days of the week, as a target's running hours name them. @public */
export const WEEKDAYS = [
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
] as const;

/**
 * When the databases with the uptime `running-hours` run on a target: on some days of the week, from `start` to `stop`.
 *
 * @public
 */
export const runningHoursSchema = z.object({
  timeZone: z.string().describe('IANA time zone, such as Europe/Berlin'),
  days: z.array(z.enum(WEEKDAYS)).nonempty(),
  start: z.string().describe('hh:mm, such as 07:00'),
  stop: z.string().describe('hh:mm, such as 19:00'),
});

/** See {@link runningHoursSchema}. @public */
export type RunningHours = z.output<typeof runningHoursSchema>;

/** Running hours in words, such as `mon, tue, wed, thu, fri, 07:00 to 19:00 (Europe/Berlin)`. @public */
export function runningHoursText(hours: RunningHours): string {
  return `${hours.days.join(', ')}, ${hours.start} to ${hours.stop} (${
    hours.timeZone
  })`;
}
