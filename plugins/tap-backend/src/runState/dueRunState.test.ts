import { Environment, RunningHours } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { dueRunState } from './dueRunState';

/** In November, Berlin is one hour before UTC. 2026-11-20 is a Friday. */
const HOURS: RunningHours = {
  timeZone: 'Europe/Berlin',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  start: '07:00',
  stop: '19:00',
};

function due(now: string, facts: Partial<Environment> = {}) {
  return dueRunState(
    sampleEnvironment({ uptime: 'running-hours', ...facts }),
    HOURS,
    Date.parse(now),
  );
}

const stoppedBySchedule = {
  runState: {
    state: 'stopped',
    since: '2026-11-20T18:00:30Z',
    scheduled: true,
  },
} as const;

it.each<[string, string, Partial<Environment>, string | undefined]>([
  ['runs within the hours', '2026-11-20T17:59:00Z', {}, undefined],
  ['is stopped in the evening', '2026-11-20T18:01:00Z', {}, 'stop'],
  ['is stopped after missed passes', '2026-11-22T03:00:00Z', {}, 'stop'],
  [
    'stays stopped at the weekend',
    '2026-11-21T12:00:00Z',
    stoppedBySchedule,
    undefined,
  ],
  ['is started on Monday', '2026-11-23T06:01:00Z', stoppedBySchedule, 'start'],
  [
    'stays stopped if its owner has stopped it',
    '2026-11-23T06:01:00Z',
    { runState: { state: 'stopped', since: '2026-11-20T15:00:00Z' } },
    undefined,
  ],
  [
    'runs on if its owner has started it in the evening',
    '2026-11-20T22:00:00Z',
    { runState: { state: 'started', since: '2026-11-20T19:00:00Z' } },
    undefined,
  ],
  [
    'is stopped the next evening after such a start',
    '2026-11-23T18:01:00Z',
    { runState: { state: 'started', since: '2026-11-20T19:00:00Z' } },
    'stop',
  ],
  [
    'runs on if it was created in the evening',
    '2026-11-20T22:00:00Z',
    { createdAt: '2026-11-20T19:00:00Z' },
    undefined,
  ],
  [
    'is left alone while it is changed',
    '2026-11-20T18:01:00Z',
    { stackStatus: 'UPDATE_IN_PROGRESS' },
    undefined,
  ],
  ['always runs', '2026-11-20T18:01:00Z', { uptime: 'always' }, undefined],
  ['has no uptime', '2026-11-20T18:01:00Z', { uptime: undefined }, undefined],
])('an environment that %s', (_, now, facts, expected) => {
  expect(due(now, facts)).toBe(expected);
});

it('follows the clocks of the time zone', () => {
  // In July, Berlin is two hours before UTC.
  const createdAt = '2026-07-01T10:00:00Z';
  expect(due('2026-07-01T16:59:00Z', { createdAt })).toBeUndefined();
  expect(due('2026-07-01T17:01:00Z', { createdAt })).toBe('stop');
});

it('does nothing on a target without running hours', () => {
  const environment = sampleEnvironment({ uptime: 'running-hours' });
  const now = Date.parse('2026-11-20T18:01:00Z');
  expect(dueRunState(environment, undefined, now)).toBeUndefined();
});
