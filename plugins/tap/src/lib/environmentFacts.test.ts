import { sampleEnvironment } from '../__testUtils__/samples';
import { newest } from './environmentFacts';

describe('newest', () => {
  const changed = sampleEnvironment({
    stackStatus: 'UPDATE_COMPLETE',
    owner: 'group:default/orders',
    updatedAt: '2026-11-02T12:00:00Z',
  });

  it('prefers the answer to a change over an older read', () => {
    expect(newest(sampleEnvironment(), changed)).toBe(changed);
  });

  it.each([
    ['later change', { updatedAt: '2026-11-03T12:00:00Z' }],
    ['deletion', { stackStatus: 'DELETE_IN_PROGRESS' }],
  ])('prefers the read of a %s over the answer to a change', (_, facts) => {
    const read = sampleEnvironment(facts);
    expect(newest(read, changed)).toBe(read);
  });

  it('is undefined if the environment no longer exists', () => {
    expect(newest(undefined, changed)).toBeUndefined();
  });
});
