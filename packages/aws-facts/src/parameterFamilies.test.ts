import {
  PARAMETER_FAMILIES,
  PARAMETER_SOURCES,
  parameterFacts,
  parameterNames,
} from './parameterFamilies';

describe.each(PARAMETER_FAMILIES)('the family %s', family => {
  const all = parameterNames(family).map(name => ({
    name,
    ...parameterFacts(family, name)!,
  }));
  /** Parameters of these types whose allowed values are not of this form. */
  const malformed = (types: string[], form: RegExp) =>
    all.filter(
      ({ dataType, allowedValues }) =>
        types.includes(dataType) &&
        allowedValues !== undefined &&
        !form.test(allowedValues),
    );

  it('has well-formed facts with a source', () => {
    expect(all.length).toBeGreaterThan(300);
    expect(
      all.filter(
        ({ source, applyType }) =>
          !(source in PARAMETER_SOURCES) ||
          !['static', 'dynamic'].includes(applyType),
      ),
    ).toEqual([]);
    expect(malformed(['boolean'], /^0,1$/)).toEqual([]);
    expect(
      malformed(['integer', 'float'], /^-?[\d.]+-[\d.]+(e\+\d+)?$/),
    ).toEqual([]);
  });
});

it('knows what changes between families', () => {
  expect(parameterFacts('postgres17', 'log_connections')?.dataType).toBe(
    'boolean',
  );
  expect(parameterFacts('postgres18', 'log_connections')?.dataType).toBe(
    'list',
  );
  expect(parameterFacts('postgres17', 'autovacuum_max_workers')).toMatchObject({
    applyType: 'static',
  });
  expect(parameterFacts('postgres18', 'autovacuum_max_workers')).toMatchObject({
    applyType: 'dynamic',
  });
  expect(parameterFacts('postgres16', 'io_method')).toBeUndefined();
  expect(parameterFacts('postgres14', 'work_mem')).toBeUndefined();
  expect(parameterFacts('postgres17', 'constructor')).toBeUndefined();
});
