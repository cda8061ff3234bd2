import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { RunningHours, WEEKDAYS } from '@tap/plugin-tap-common';

const TIME = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/;

/**
 * Reads `runningHours` of a target.
 *
 * @param key - of the target, for messages
 * @throws InputError naming the value, the rule and an example
 */
export function readRunningHours(
  config: Config | undefined,
  key: string,
): RunningHours | undefined {
  if (!config) {
    return undefined;
  }
  const reject = (name: string, rule: string, example: string): never => {
    throw new InputError(
      `${key}: runningHours.${name}: ${rule}; for example ${example}`,
    );
  };
  const timeZone = config.getString('timeZone');
  if (!isTimeZone(timeZone)) {
    reject(
      'timeZone',
      `'${timeZone}' is not an IANA time zone`,
      'Europe/Berlin',
    );
  }
  const days = config.getStringArray('days');
  if (days.length === 0 || !days.every(isWeekday)) {
    reject('days', `must be some of ${WEEKDAYS.join(', ')}`, '[mon, tue]');
  }
  const [start, stop] = (['start', 'stop'] as const).map(name => {
    const time = config.getString(name);
    return TIME.test(time)
      ? time
      : reject(name, `'${time}' must have the format hh:mm`, "'07:00'");
  });
  if (start >= stop) {
    reject('stop', `'${stop}' must be later than start '${start}'`, "'19:00'");
  }
  return { timeZone, days: days as RunningHours['days'], start, stop };
}

function isWeekday(day: string): boolean {
  return WEEKDAYS.some(known => known === day);
}

function isTimeZone(timeZone: string): boolean {
  try {
    return Intl.DateTimeFormat('en-US', { timeZone }) !== undefined;
  } catch {
    return false;
  }
}
