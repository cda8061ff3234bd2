import { resolveEngineVersion } from './engineVersion';
import { propertiesOf, templateOf } from '../__testUtils__/shapes';

describe('engine version', () => {
  it('is the newest 17 that aws-cdk-lib knows where nobody asks', () => {
    const { major, full } = resolveEngineVersion();

    expect(major).toBe('17');
    expect(Number(full.split('.')[1])).toBeGreaterThanOrEqual(9);
  });

  it.each(['15', '16', '17', '18'])('makes a minor version of %s', major => {
    expect(resolveEngineVersion(major).full).toMatch(
      new RegExp(`^${major}\\.\\d+$`),
    );
  });

  it.each(['17.5', '15.8', '17.99'])('takes %s as it is', exact => {
    expect(resolveEngineVersion(exact).full).toBe(exact);
  });

  it.each(['15', '16', '17', '18'])(
    'decides the family of the parameters and what the instance runs: %s',
    major => {
      const template = templateOf({ engineVersion: major });

      expect(propertiesOf(template, 'ParameterGroup').Family).toBe(
        `postgres${major}`,
      );
      expect(propertiesOf(template, 'DatabaseInstance').EngineVersion).toBe(
        resolveEngineVersion(major).full,
      );
    },
  );
});
