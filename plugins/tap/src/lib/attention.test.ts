import { sampleEnvironment } from '../__testUtils__/samples';
import { attentionOf } from './attention';

const NOW = Date.parse('2026-11-20T12:00:00Z');

const titles = (facts: Parameters<typeof sampleEnvironment>[0]) =>
  attentionOf(sampleEnvironment(facts), NOW).map(({ title }) => title);

describe('attentionOf', () => {
  it.each([
    ['an environment at rest', {}, []],
    [
      'a failed operation',
      { status: 'failed' as const, stackStatus: 'UPDATE_ROLLBACK_FAILED' },
      ['The last operation failed'],
    ],
    [
      'a failed teardown',
      { status: 'delete-failed' as const, stackStatus: 'DELETE_FAILED' },
      ['The teardown failed'],
    ],
    [
      'a rollback',
      { stackStatus: 'UPDATE_ROLLBACK_COMPLETE' },
      ['The last change was rolled back'],
    ],
    ['a stop', { status: 'stopped' as const }, ['The database is stopped']],
    ['a pending change', { changePending: true }, ['A change is not complete']],
    [
      'a near expiry during the creation',
      {
        expiresAt: '2026-11-21T12:00:00Z',
        status: 'creating' as const,
        stackStatus: 'CREATE_IN_PROGRESS',
      },
      [],
    ],
    ['a distant expiry', { expiresAt: '2026-11-23T12:00:00Z' }, []],
    [
      'an expiry in the past',
      { expiresAt: '2026-11-19T12:00:00Z' },
      ['The environment has expired'],
    ],
  ])('returns what needs attention: %s', (_, facts, expected) => {
    expect(titles(facts)).toEqual(expected);
  });

  it('states whether an expired environment is torn down automatically', () => {
    const expiresAt = '2026-11-21T12:00:00Z';
    const [plain] = attentionOf(sampleEnvironment({ expiresAt }), NOW);
    expect(plain.description).toContain('It is then torn down automatically');
    const [kept] = attentionOf(
      sampleEnvironment({ expiresAt, wasRetained: true }),
      NOW,
    );
    expect(kept.description).toContain('It is not torn down automatically');
  });
});
