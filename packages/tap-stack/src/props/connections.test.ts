import { ENGINE_MAJOR_VERSIONS } from './engineVersion';
import { usableConnections } from './connections';
import { databaseParameters, parameterFamily } from './databaseParameters';
import { SIZES } from './sizes';

describe('connections that applications can open', () => {
  it.each(ENGINE_MAJOR_VERSIONS)(
    'with PostgreSQL %s are max_connections without those that RDS reserves',
    major => {
      const usable = Object.values(SIZES).map(size =>
        usableConnections(
          size,
          parameterFamily(major),
          databaseParameters(major),
        ),
      );

      expect(usable).toEqual([41, 181, 371, 491]);
    },
  );

  it('on micro are sufficient for three pods with ten each, also if the class has less memory than estimated', () => {
    const usable = usableConnections(
      { memoryMiB: 900 },
      'postgres17',
      databaseParameters('17'),
    );

    expect(usable).toBeGreaterThan(30);
  });

  it('follow the parameters of the target', () => {
    expect(
      usableConnections(SIZES.small, 'postgres17', { max_connections: '100' }),
    ).toBe(91);
    // RDS's default.
    expect(usableConnections(SIZES.small, 'postgres17', {})).toBe(410);
  });
});
