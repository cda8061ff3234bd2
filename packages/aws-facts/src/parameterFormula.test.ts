import { evaluateParameter, parameterAmount } from './parameterFormula';

const VARIABLES = {
  AllocatedStorage: 20 * 1024 ** 3,
  DBInstanceClassMemory: 8_000_000_000,
  DBInstanceVCPU: 2,
  EndPointPort: 5432,
  TrueIfReplica: 1,
};

describe('a parameter value', () => {
  it.each([
    ['{DBInstanceClassMemory/32768}', '244140'],
    ['LEAST({DBInstanceClassMemory/9531392},5000)', '839'],
    ['GREATEST({DBInstanceClassMemory/63963136},65536)', '65536'],
    ['SUM({DBInstanceClassMemory/12038},-50003)', '614559'],
    ['{DBInstanceVCPU * 2}', '4'],
    ['{TrueIfReplica}', '1'],
    ['{EndPointPort+1}', '5433'],
    ['GREATEST({log(DBInstanceClassMemory/8187281418)*1000},10)', '10'],
    ['{log(8)*2}', '6'],
    ['LEAST(GREATEST({DBInstanceClassMemory/32185783296}, 16), 32)', '16'],
    ['{(AllocatedStorage/1073741824)-5}', '15'],
  ])('%s becomes %s', (formula, value) => {
    expect(evaluateParameter(formula, VARIABLES)).toBe(value);
  });

  it.each(['4096', '0.9', 'scram-sha-256', 'on', '', 'LEASTWAYS'])(
    '%j is not a formula and is unchanged',
    value => {
      expect(evaluateParameter(value, VARIABLES)).toBe(value);
    },
  );

  it.each([
    ['{DBInstanceClassMemory/}', 'unexpected "}"'],
    ['{DBInstanceClassMemory/2', 'it ends too early'],
    ['{InstanceMemory/2}', 'unexpected "InstanceMemory"'],
    ['LEAST(1,2) 3', 'unexpected "3"'],
  ])('%s is rejected', (formula, where) => {
    expect(() => evaluateParameter(formula, VARIABLES)).toThrow(where);
  });

  it.each([
    ['42', 42],
    ['1.1', 1.1],
    ['-1', -1],
    ['least( { DBInstanceClassMemory / 2 } , 7 )', 7],
    ['on', undefined],
    ['', undefined],
    ['{DBInstanceClassMemory/many}', undefined],
    ['LEAST({Unknown},2)', undefined],
  ])('%j is the amount %p', (value, amount) => {
    expect(parameterAmount(value, VARIABLES)).toBe(amount);
  });

  it('without a variable of its formula has no amount', () => {
    expect(
      parameterAmount('{AllocatedStorage/2}', { DBInstanceVCPU: 2 }),
    ).toBeUndefined();
  });
});
