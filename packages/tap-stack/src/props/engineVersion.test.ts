import { resolveEngineVersion } from './engineVersion';
import { propertiesOf, templateOf } from '../__testUtils__/shapes';

describe('engine version', () => {
  it('defaults to the newest 17 in aws-cdk-lib', () => {
    const { major, full } = resolveEngineVersion();

    expect(major).toBe('17');
    expect(Number(full.split('.')[1])).toBeGreaterThanOrEqual(9);
  });

  it.each(['15', '16', '17', '18'])('resolves %s to a minor version', major => {
    expect(resolveEngineVersion(major).full).toMatch(
      new RegExp(`^${major}\\.\\d+$`),
    );
  });

  it.each(['17.5', '15.8', '17.99'])('accepts %s unchanged', exact => {
    expect(resolveEngineVersion(exact).full).toBe(exact);
  });

  it.each(['15', '16', '17', '18'])(
    'determines the parameter group family and the engine version: %s',
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
