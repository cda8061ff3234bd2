import { assertAtRest, assertCanBeUpdated } from './assertCanBeUpdated';

const at = (stackStatus: string) => ({ suffix: 'orders-db', stackStatus });

describe('assertCanBeUpdated', () => {
  it.each([
    ['UPDATE_IN_PROGRESS', /Wait until it has ended and try again/],
    ['REVIEW_IN_PROGRESS', /change set was never executed/],
    ['ROLLBACK_COMPLETE', /Tear it down, then request it again/],
    ['DELETE_FAILED', /Tear it down again/],
    ['DELETE_COMPLETE', /Request it again/],
    ['UPDATE_ROLLBACK_FAILED', /Continue update rollback/],
  ])('reports the next step for %s', (status, advice) => {
    expect(() => assertCanBeUpdated(at(status))).toThrow(advice);
  });

  it('accepts an environment whose last change was rolled back', () => {
    expect(() =>
      assertCanBeUpdated(at('UPDATE_ROLLBACK_COMPLETE')),
    ).not.toThrow();
  });
});

describe('assertAtRest', () => {
  it('rejects an environment that CloudFormation is changing', () => {
    expect(() => assertAtRest(at('ROLLBACK_IN_PROGRESS'))).toThrow(
      /'orders-db' is in state ROLLBACK_IN_PROGRESS: another operation/,
    );
  });

  it.each(['REVIEW_IN_PROGRESS', 'CREATE_COMPLETE', 'DELETE_FAILED'])(
    'accepts %s',
    status => {
      expect(() => assertAtRest(at(status))).not.toThrow();
    },
  );
});
