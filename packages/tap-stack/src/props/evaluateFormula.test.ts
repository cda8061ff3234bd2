import { evaluateFormula } from './evaluateFormula';

const variables = { DBInstanceClassMemory: 1_000_000_000 };

describe('evaluateFormula', () => {
  it.each([
    ['42', 42],
    ['1.1', 1.1],
    ['-1', -1],
    ['{DBInstanceClassMemory/32768}', 30517],
    ['{DBInstanceClassMemory*3/4}', 750_000_000],
    ['LEAST({DBInstanceClassMemory/9531392},5000)', 104],
    ['GREATEST({DBInstanceClassMemory/63963136*1024},65536)', 65536],
    ['SUM({DBInstanceClassMemory/10},5)', 100_000_005],
    ['least( { DBInstanceClassMemory / 2 } , 7 )', 7],
  ])('%s is %d', (formula, amount) => {
    expect(evaluateFormula(formula, variables)).toBe(amount);
  });

  it.each([
    'on',
    '',
    '{AllocatedStorage/2}',
    '{DBInstanceClassMemory/many}',
    'AVERAGE(1,2)',
    'LEAST({Unknown},2)',
  ])('%p is not evaluated', value => {
    expect(evaluateFormula(value, variables)).toBeUndefined();
  });
});
