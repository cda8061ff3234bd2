import { isOutdated, ReadFacts } from './isOutdated';

const at = (
  stackStatus: string,
  facts: Partial<ReadFacts> = {},
): ReadFacts => ({
  stackId: 'arn:first',
  createdAt: '2026-11-01T10:00:00Z',
  stackStatus,
  ...facts,
});

describe('isOutdated', () => {
  it.each([
    [
      'an operation that had ended',
      at('CREATE_IN_PROGRESS'),
      at('CREATE_COMPLETE'),
    ],
    [
      'an earlier operation',
      at('CREATE_COMPLETE'),
      at('UPDATE_IN_PROGRESS', { updatedAt: '2026-11-02T10:00:00Z' }),
    ],
    [
      'before the deletion began',
      at('CREATE_COMPLETE'),
      at('DELETE_IN_PROGRESS'),
    ],
    [
      'before the stack was gone',
      at('DELETE_IN_PROGRESS'),
      at('DELETE_COMPLETE'),
    ],
    [
      'a stack that had the name before',
      at('DELETE_COMPLETE'),
      at('CREATE_IN_PROGRESS', {
        stackId: 'arn:second',
        createdAt: '2026-11-03T10:00:00Z',
      }),
    ],
  ])('recognizes a read from %s', (_, earlier, later) => {
    expect(isOutdated(earlier, later)).toBe(true);
    expect(isOutdated(later, earlier)).toBe(false);
  });

  it.each([
    ['the same read', at('CREATE_COMPLETE'), at('CREATE_COMPLETE')],
    [
      'a rollback that is continued',
      at('UPDATE_ROLLBACK_IN_PROGRESS'),
      at('UPDATE_ROLLBACK_FAILED'),
    ],
    [
      'the end of a creation that was first told of by a clock that runs fast',
      at('CREATE_COMPLETE'),
      at('CREATE_IN_PROGRESS', { createdAt: '2026-11-01T10:00:01Z' }),
    ],
    ['a deletion tried again', at('DELETE_IN_PROGRESS'), at('DELETE_FAILED')],
  ])('takes %s', (_, read, known) => {
    expect(isOutdated(read, known)).toBe(false);
  });
});
