import { parameterAmount, parameterDefaults } from '@tap/aws-facts';
import { databaseParameters, parameterFamily } from './databaseParameters';
import { DEFAULT_ENGINE_VERSION } from './engineVersion';
import { memoryPlan } from './memoryPlan';
import { databaseMemoryBytes, SIZES } from './sizes';
import { SIZE_NAMES, templateOf } from '../__testUtils__/shapes';

const MIB = 1024 ** 2;

describe('memory plan', () => {
  it.each(SIZE_NAMES)(
    'of %s leaves at least 20 % of memory for processes and cache',
    size => {
      const spec = SIZES[size];
      const planned = memoryPlan(
        {
          ...parameterDefaults(parameterFamily(DEFAULT_ENGINE_VERSION)),
          ...databaseParameters(DEFAULT_ENGINE_VERSION),
        },
        spec,
      ).reduce((sum, share) => sum + share.bytes, 0);

      expect(planned / databaseMemoryBytes(spec)).toBeLessThan(0.8);
      expect(planned / databaseMemoryBytes(spec)).toBeGreaterThan(0.25);
    },
  );

  it('rejects shared_buffers 1048576, which is 8 GB and not 1 GB', () => {
    expect(() =>
      templateOf({
        size: 'small',
        databaseParameters: { shared_buffers: '1048576' },
      }),
    ).toThrow(
      /databaseParameters: the parameters require \d+ MiB, but db.t4g.medium has about 3809 MiB for PostgreSQL; the largest part is shared_buffers with 8192 MiB .*8 kB/,
    );
  });

  it('accepts the same value for a class with enough memory', () => {
    expect(
      templateOf({
        size: 'large',
        databaseParameters: { shared_buffers: '1048576' },
      }).Resources.ParameterGroup.Properties.Parameters.shared_buffers,
    ).toBe('1048576');
  });

  it('rejects work_mem if the sum of all sorts is too large', () => {
    expect(() =>
      templateOf({
        size: 'medium',
        databaseParameters: { work_mem: '65536' },
      }),
    ).toThrow(/the largest part is work_mem × max_connections/);
  });

  it('counts a value that is not a number as zero', () => {
    const shares = memoryPlan({ shared_buffers: '1024' }, SIZES.small);

    expect(shares[0]).toEqual({
      parameter: 'shared_buffers',
      bytes: 8 * MIB,
    });
    expect(shares.slice(1).map(({ bytes }) => bytes)).toEqual([0, 0, 0, 0]);
  });

  it('counts the memory of vacuum, by default that of RDS', () => {
    const vacuum = (parameters: Record<string, string>) =>
      memoryPlan(
        { ...parameterDefaults('postgres17'), ...parameters },
        SIZES.large,
      ).find(({ parameter }) => parameter.startsWith('autovacuum_work_mem'))!
        .bytes / MIB;

    expect(Math.round(vacuum({}))).toBe(2857);
    expect(Math.round(vacuum(databaseParameters('17')))).toBe(1428);
    expect(
      vacuum({ autovacuum_work_mem: '-1', maintenance_work_mem: '102400' }),
    ).toBe(300);
  });

  it('rejects autovacuum_work_mem if all workers together need too much', () => {
    expect(() =>
      templateOf({
        size: 'micro',
        databaseParameters: { autovacuum_work_mem: '524288' },
      }),
    ).toThrow(
      /the largest part is autovacuum_work_mem × autovacuum_max_workers with 1024 MiB/,
    );
  });

  it.each(SIZE_NAMES)(
    'of %s gives each session and each vacuum at least PostgreSQL’s default',
    size => {
      const amount = (name: string) =>
        parameterAmount(databaseParameters('17')[name], {
          DBInstanceClassMemory: databaseMemoryBytes(SIZES[size]),
        });

      expect(amount('work_mem')).toBeGreaterThanOrEqual(4096);
      expect(amount('maintenance_work_mem')).toBeGreaterThanOrEqual(65536);
      expect(amount('autovacuum_work_mem')).toBeGreaterThanOrEqual(65536);
    },
  );
});
