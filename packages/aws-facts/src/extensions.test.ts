import { extensionsProblem } from './extensions';

describe('extensionsProblem', () => {
  it('accepts extensions of RDS', () => {
    expect(
      extensionsProblem(['pg_stat_statements', 'uuid-ossp', 'vector']),
    ).toBeUndefined();
    expect(extensionsProblem([])).toBeUndefined();
  });

  it.each([
    // Not on RDS.
    [['file_fdw'], /^'file_fdw' must be an extension that RDS allows/],
    // Needs a library in shared_preload_libraries.
    [['pg_cron'], /^'pg_cron' must be an extension/],
    [['pg_trgm; DROP TABLE orders'], /must be an extension/],
    [['pg_trgm', 'pg_trgm'], /^has 'pg_trgm' twice$/],
    ['abcdefghi'.split(''), /^has 9 names, but at most 8 are allowed$/],
  ])('rejects %j', (names, rule) => {
    expect(extensionsProblem(names)).toEqual({
      rule: expect.stringMatching(rule),
      example: 'pg_trgm',
    });
  });
});
