import { sampleOptions } from '../__testUtils__/samples';
import { defaultedValues } from './defaultedValues';
import { nameProblem, requestProblems } from './requestProblems';

const options = sampleOptions();

describe('requestProblems', () => {
  it('asks for a name, and accepts the defaults for the rest', () => {
    expect(requestProblems(defaultedValues({}, options), options)).toEqual({
      suffix: 'Enter a name.',
    });
  });

  it.each([
    [
      { size: 'giant' },
      { size: 'giant is not available. Choose one of micro, small.' },
    ],
    [
      { backupRetentionDays: 'x' },
      { backupRetentionDays: expect.stringMatching(/^The number of days /) },
    ],
    [{ expiresIn: '' }, { expiresIn: 'Enter a lifetime, for example 7d.' }],
    [{ owner: '' }, { owner: 'Choose an owner.' }],
  ])('reports %j', (values, problems) => {
    expect(
      requestProblems(
        defaultedValues(
          { suffix: 'orders', backupRetentionDays: '7', ...values },
          options,
        ),
        options,
      ),
    ).toEqual(problems);
  });

  it('accepts a size that an environment has and that is no longer available', () => {
    const values = defaultedValues(
      { suffix: 'orders', size: 'removed', backupRetentionDays: '7' },
      options,
    );
    expect(requestProblems(values, options, { size: 'removed' })).toEqual({});
  });
});

it('does not change an environment that has the name', () => {
  expect(
    nameProblem('orders', {
      state: 'known',
      answer: { available: false, canBeChanged: true },
    }),
  ).toMatch(/^You already have an environment orders/);
});

describe('defaultedValues', () => {
  it('gives an environment whose data is destroyed a lifetime', () => {
    expect(defaultedValues({}, options)).toMatchObject({
      retention: 'destroy',
      expiresIn: '7d',
      backupRetentionDays: '1',
    });
  });

  it('gives a protected environment none', () => {
    expect(
      defaultedValues({ retention: 'retain' }, options).expiresIn,
    ).toBeUndefined();
  });
});
