import { windowProblem } from '@tap/aws-facts';
import { resourcesOf, templateOf } from '../__testUtils__/shapes';
import { resolveWindows } from './resolveWindows';

type Props = Parameters<typeof templateOf>[0];

/** The windows of each database of a large environment. */
function windowsOf(props: Props = {}) {
  return resourcesOf(
    templateOf({ size: 'large', ...props }),
    'AWS::RDS::DBInstance',
  ).map(
    ({
      Properties: { PreferredBackupWindow, PreferredMaintenanceWindow },
    }) => ({
      backup: PreferredBackupWindow,
      maintenance: PreferredMaintenanceWindow,
    }),
  );
}

describe('windows', () => {
  it('are the same for the primary and its replicas, and do not overlap', () => {
    const [primary, ...replicas] = windowsOf();

    expect(primary.backup).toMatch(/^0[0-3]:[03]0-0[0-4]:[03]0$/);
    expect(primary.maintenance).toMatch(/^sun:0[4-7]:[03]0-sun:0[4-8]:[03]0$/);
    expect(windowProblem(primary)).toBeUndefined();
    expect(replicas).toEqual([primary, primary]);
  });

  it('differ between environments and stay within those of the target', () => {
    const windows = {
      backup: '20:00-22:00',
      maintenance: 'sat:22:00-sun:02:00',
    };
    const all = ['orders', 'invoices', 'parts', 'reports', 'stock'].map(
      environmentSuffix => windowsOf({ environmentSuffix, windows })[0],
    );

    expect(new Set(all.map(({ backup }) => backup)).size).toBeGreaterThan(1);
    expect(
      new Set(all.map(({ maintenance }) => maintenance)).size,
    ).toBeGreaterThan(1);
    for (const { backup, maintenance } of all) {
      expect(backup).toMatch(/^2[01]:[03]0-2[0-2]:[03]0$/);
      expect(maintenance).toMatch(
        /^(sat:2[23]|sun:0[01]):[03]0-(sat:2[23]|sun:0[0-2]):[03]0$/,
      );
    }
  });

  it.each([
    [undefined, 8, 8],
    [{ backup: '20:00-22:00', maintenance: 'sat:22:00-sun:02:00' }, 4, 8],
    [{ backup: '23:00-01:30', maintenance: 'wed:02:00-wed:05:00' }, 5, 6],
    [{ backup: '01:00-01:30', maintenance: 'sun:01:30-sun:02:00' }, 1, 1],
  ])(
    'of 1,000 suffixes do not overlap, and share each part of %j evenly',
    (windows, backups, maintenances) => {
      const all = Array.from({ length: 1000 }, (_, index) =>
        resolveWindows(windows, `team-${index}-dev`),
      );
      const shares = (values: string[]) => {
        const counts = new Map<string, number>();
        values.forEach(each => counts.set(each, (counts.get(each) ?? 0) + 1));
        return [...counts.values()];
      };

      expect(all.flatMap(each => windowProblem(each) ?? [])).toEqual([]);
      for (const [values, parts] of [
        [all.map(({ backup }) => backup), backups],
        [all.map(({ maintenance }) => maintenance), maintenances],
      ] as const) {
        const counts = shares(values);
        expect(counts).toHaveLength(parts);
        expect(Math.max(...counts)).toBeLessThan(1 + (1.2 * 1000) / parts);
        expect(Math.min(...counts)).toBeGreaterThan((0.8 * 1000) / parts);
      }
    },
  );

  it.each([
    [
      { backup: '2:00', maintenance: 'sun:04:00-sun:08:00' },
      "windows.backup: '2:00' must have the format hh24:mi-hh24:mi, in UTC; for example '02:00-03:00'",
    ],
    [
      { backup: '03:00-05:00', maintenance: 'sun:04:00-sun:08:00' },
      "windows.backup: '03:00-05:00' must not overlap the maintenance window sun:04:00-sun:08:00; for example '08:00-08:30'",
    ],
    [
      { backup: '03:00-04:00', maintenance: 'sun:04:00-sun:04:20' },
      "windows.maintenance: 'sun:04:00-sun:04:20' must be at least 30 minutes long",
    ],
  ])('%j are rejected', (windows, words) => {
    expect(() => templateOf({ windows })).toThrow(words);
  });
});
