import { ConfigReader } from '@backstage/config';
import { readRunningHours } from './readRunningHours';

const HOURS = {
  timeZone: 'Europe/Berlin',
  days: ['mon', 'fri'],
  start: '07:00',
  stop: '19:30',
};

const read = (facts: object) =>
  readRunningHours(new ConfigReader({ ...HOURS, ...facts }), 'tap.targets dev');

it('reads the running hours of a target, or none', () => {
  expect(read({})).toEqual(HOURS);
  expect(readRunningHours(undefined, 'tap.targets dev')).toBeUndefined();
});

it.each([
  [
    { timeZone: 'Berlin' },
    "tap.targets dev: runningHours.timeZone: 'Berlin' is not an IANA time zone; for example Europe/Berlin",
  ],
  [
    { days: ['monday'] },
    'runningHours.days: must be some of mon, tue, wed, thu, fri, sat, sun; for example [mon, tue]',
  ],
  [{ days: [] }, 'runningHours.days: must be some of'],
  [{ start: '7:00' }, "runningHours.start: '7:00' must have the format hh:mm"],
  [{ stop: '24:00' }, "runningHours.stop: '24:00' must have the format hh:mm"],
  [
    { stop: '06:00' },
    "runningHours.stop: '06:00' must be later than start '07:00'; for example '19:00'",
  ],
])('rejects %j', (facts, words) => {
  expect(() => read(facts)).toThrow(words);
});
