import { isCausalFailure } from './isCausalFailure';

describe('isCausalFailure', () => {
  it.each([
    ['CREATE_FAILED', 'Resource creation cancelled', false],
    ['CREATE_FAILED', 'Resource creation Cancelled', false],
    ['UPDATE_FAILED', 'Resource update cancelled', false],
    ['DELETE_FAILED', 'Resource deletion cancelled', false],
    ['IMPORT_FAILED', 'Resource import cancelled', false],
    ['CREATE_FAILED', 'Resource handler returned message: "cancelled"', true],
    ['DELETE_FAILED', undefined, true],
    ['CREATE_IN_PROGRESS', 'Resource creation Initiated', false],
    ['DELETE_SKIPPED', undefined, false],
  ])('%s, %s: %s', (status, reason, expected) => {
    expect(isCausalFailure({ status, reason })).toBe(expected);
  });
});
