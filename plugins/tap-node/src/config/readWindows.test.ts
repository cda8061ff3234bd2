import { ConfigReader } from '@backstage/config';
import { readWindows } from './readWindows';

function read(windows: object) {
  return readWindows(new ConfigReader({ ...windows }), 'tap.targets prod-eu');
}

it('reads both windows, or none', () => {
  const windows = { backup: '20:00-22:00', maintenance: 'sat:22:00-sun:02:00' };
  expect(read(windows)).toEqual(windows);
  expect(readWindows(undefined, 'tap.targets prod-eu')).toBeUndefined();
});

it.each([
  [
    { backup: '8pm', maintenance: 'sat:22:00-sun:02:00' },
    "tap.targets prod-eu: windows.backup: '8pm' must have the format hh24:mi-hh24:mi, in UTC; for example '02:00-03:00'",
  ],
  [
    { backup: '20:00-22:00', maintenance: 'sat:22:00-sat:22:15' },
    "tap.targets prod-eu: windows.maintenance: 'sat:22:00-sat:22:15' must be at least 30 minutes long; for example 'sun:04:00-sun:08:00'",
  ],
  [
    { backup: '20:00-22:30', maintenance: 'sat:22:00-sun:02:00' },
    "tap.targets prod-eu: windows.backup: '20:00-22:30' must not overlap the maintenance window sat:22:00-sun:02:00; for example '02:00-02:30'",
  ],
  [{ backup: '20:00-22:00' }, /Missing required config value at 'maintenance'/],
])('rejects %j', (windows, words) => {
  expect(() => read(windows)).toThrow(words);
});
