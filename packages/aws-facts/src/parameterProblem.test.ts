import {
  describeParameterProblem,
  isParameterFormula,
  parameterProblem,
} from './parameterProblem';

it.each([
  ['postgres17', 'work_mem', '64'],
  ['postgres17', 'work_mem', '{DBInstanceClassMemory/1048576}'],
  ['postgres17', 'random_page_cost', '1.1'],
  ['postgres17', 'autovacuum_vacuum_cost_limit', '-1'],
  ['postgres17', 'log_statement', 'DDL'],
  ['postgres17', 'log_connections', '1'],
  ['postgres18', 'log_connections', 'receipt, authorization'],
  ['postgres18', 'io_method', 'io_uring'],
  ['postgres17', 'rds.log_retention_period', '4320'],
  ['postgres17', 'pgaudit.log', 'ddl,role'],
  ['postgres17', 'search_path', 'anything'],
])('in %s, RDS allows %s = %s', (family, name, value) => {
  expect(parameterProblem(family, name, value)).toBeUndefined();
});

it.each([
  ['postgres17', 'work_mem', '63', 'value'],
  ['postgres17', 'work_mem', '64MB', 'value'],
  ['postgres17', 'work_mem', '65.5', 'value'],
  ['postgres17', 'work_mem', '', 'value'],
  ['postgres17', 'random_page_cost', '-1', 'value'],
  ['postgres17', 'checkpoint_completion_target', '1.1', 'value'],
  ['postgres17', 'jit', 'on', 'value'],
  ['postgres17', 'jit', '{DBInstanceVCPU}', 'value'],
  ['postgres17', 'log_connections', 'all', 'value'],
  ['postgres18', 'log_connections', 'receipt,1', 'value'],
  ['postgres17', 'rds.force_ssl', 'on', 'value'],
  ['postgres17', 'archive_command', 'cp', 'unmodifiable'],
  ['postgres17', 'wal_level', 'logical', 'unmodifiable'],
  ['postgres17', 'io_method', 'worker', 'unsupported'],
  ['postgres17', 'toString', '1', 'unsupported'],
])('in %s, RDS rejects %s = %j', (family, name, value, kind) => {
  expect(parameterProblem(family, name, value)).toMatchObject({ kind });
});

it.each([
  ['{DBInstanceClassMemory/32768}', true],
  [' least(1,2)', true],
  ['0.9', false],
  ['LEASTWAYS', false],
])('%j is a formula: %s', (value, expected) => {
  expect(isParameterFormula(value)).toBe(expected);
});

it.each([
  [
    'work_mem',
    '1',
    {
      rule: "RDS rejects '1' in the family postgres17: the allowed values are 64-2147483647 (in kB, without a unit)",
      example: "work_mem: '64'",
    },
  ],
  [
    'log_statement',
    'dml',
    {
      rule: "RDS rejects 'dml' in the family postgres17: the allowed values are none,ddl,mod,all",
      example: "log_statement: 'none'",
    },
  ],
  [
    'io_method',
    'worker',
    {
      rule: 'the family postgres17 of RDS has no parameter of this name',
      example: "work_mem: '65536'",
    },
  ],
  [
    'port',
    '1',
    {
      rule: 'RDS sets this parameter itself and does not allow changes',
      example: "work_mem: '65536'",
    },
  ],
])('describes why %s = %s is rejected', (name, value, words) => {
  const family = 'postgres17';
  const problem = parameterProblem(family, name, value)!;
  expect(describeParameterProblem(problem, { family, name, value })).toEqual(
    words,
  );
});
