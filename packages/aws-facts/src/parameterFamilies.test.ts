import {
  PARAMETER_FAMILIES,
  PARAMETER_SOURCES,
  parameterFacts,
  parameterNames,
} from './parameterFamilies';

describe.each(PARAMETER_FAMILIES)('the family %s', family => {
  it('has well-formed facts with a source', () => {
    const names = parameterNames(family);
    expect(names.length).toBeGreaterThan(300);
    for (const name of names) {
      const facts = parameterFacts(family, name)!;
      expect(Object.keys(PARAMETER_SOURCES)).toContain(facts.source);
      expect(['static', 'dynamic']).toContain(facts.applyType);
      if (['integer', 'float'].includes(facts.dataType)) {
        expect([name, facts.allowedValues ?? '0-0']).toEqual([
          name,
          expect.stringMatching(/^-?[\d.]+-[\d.]+(e\+\d+)?$/),
        ]);
      }
      if (facts.dataType === 'boolean') {
        expect(facts.allowedValues).toBe('0,1');
      }
    }
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
