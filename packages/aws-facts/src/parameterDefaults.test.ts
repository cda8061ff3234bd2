import { parameterDefaults, reservedConnections } from './parameterDefaults';
import { PARAMETER_FAMILIES } from './parameterFamilies';
import { parameterAmount } from './parameterFormula';
import { parameterProblem } from './parameterProblem';

const GIB = 1024 ** 3;

describe.each(PARAMETER_FAMILIES)('defaults of %s', family => {
  it('are values that RDS allows', () => {
    for (const [name, value] of Object.entries(parameterDefaults(family))) {
      expect([name, parameterProblem(family, name, value)]).toEqual([
        name,
        undefined,
      ]);
    }
  });

  it('are the formulas that RDS documents for vacuum', () => {
    const megabytes = (name: string, memory: number) =>
      parameterAmount(parameterDefaults(family)[name], {
        DBInstanceClassMemory: memory,
      })! / 1024;

    // As read from instances: 64 MB and 64 MB, 491 MB and 257 MB.
    expect(megabytes('autovacuum_work_mem', 744 * 1024 ** 2)).toBe(64);
    expect(megabytes('maintenance_work_mem', 744 * 1024 ** 2)).toBe(64);
    expect(megabytes('autovacuum_work_mem', 15.34 * GIB)).toBeCloseTo(491, 0);
    expect(megabytes('maintenance_work_mem', 15.34 * GIB)).toBeCloseTo(257, 0);
  });

  it('reserve nine connections', () => {
    expect(reservedConnections(family)).toBe(9);
    expect(
      reservedConnections(family, { superuser_reserved_connections: '5' }),
    ).toBe(11);
    expect(
      reservedConnections(family, { superuser_reserved_connections: 'some' }),
    ).toBe(6);
  });
});

describe('defaults by family', () => {
  it('have only parameters of the family', () => {
    expect(parameterDefaults('postgres15')).not.toHaveProperty(
      'reserved_connections',
    );
    expect(parameterDefaults('postgres17')).not.toHaveProperty(
      'autovacuum_worker_slots',
    );
    expect(parameterDefaults('postgres18')).toHaveProperty(
      'autovacuum_worker_slots',
    );
  });
});
