import {
  isLaterOperation,
  isOlderRead,
  operationTime,
  StackRead,
} from './isOlderRead';

const at = (
  stackStatus: string,
  facts: Partial<StackRead> = {},
): StackRead => ({
  stackId: 'arn:first',
  createdAt: '2026-11-01T10:00:00Z',
  stackStatus,
  ...facts,
});

describe('isOlderRead', () => {
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
      'before the stack was deleted',
      at('DELETE_IN_PROGRESS'),
      at('DELETE_COMPLETE'),
    ],
    [
      'before the deletion failed',
      at('UPDATE_COMPLETE', { updatedAt: '2026-11-02T10:00:00Z' }),
      at('DELETE_FAILED', { updatedAt: '2026-11-02T10:00:00Z' }),
    ],
    [
      'an earlier deletion',
      at('DELETE_FAILED', { deletionTime: '2026-11-02T10:00:00Z' }),
      at('DELETE_IN_PROGRESS', { deletionTime: '2026-11-02T11:00:00Z' }),
    ],
    [
      'a stack that had the same name before',
      at('DELETE_COMPLETE'),
      at('CREATE_IN_PROGRESS', {
        stackId: 'arn:second',
        createdAt: '2026-11-03T10:00:00Z',
      }),
    ],
  ])('recognizes a read from %s', (_, earlier, later) => {
    expect(isOlderRead(earlier, later)).toBe(true);
    expect(isOlderRead(later, earlier)).toBe(false);
  });

  it.each([
    ['the same read', at('CREATE_COMPLETE'), at('CREATE_COMPLETE')],
    [
      'a rollback that is continued',
      at('UPDATE_ROLLBACK_IN_PROGRESS'),
      at('UPDATE_ROLLBACK_FAILED'),
    ],
    [
      'the end of a creation that was first reported by a fast clock',
      at('CREATE_COMPLETE'),
      at('CREATE_IN_PROGRESS', { createdAt: '2026-11-01T10:00:01Z' }),
    ],
    ['a retried deletion', at('DELETE_IN_PROGRESS'), at('DELETE_FAILED')],
  ])('takes %s', (_, read, known) => {
    expect(isOlderRead(read, known)).toBe(false);
  });
});

describe('isLaterOperation', () => {
  const update = at('UPDATE_COMPLETE', { updatedAt: '2026-11-02T10:00:00Z' });

  it.each([
    ['an update after the creation', update, at('CREATE_COMPLETE'), true],
    ['a deletion', at('DELETE_COMPLETE'), update, true],
    [
      'the same update',
      { ...update, stackStatus: 'UPDATE_ROLLBACK_COMPLETE' },
      update,
      false,
    ],
    ['a stale read', at('CREATE_COMPLETE'), update, false],
  ])('%s', (_, read, known, expected) => {
    expect(isLaterOperation(read, known)).toBe(expected);
  });
});

describe('operationTime', () => {
  it.each([
    ['2026-11-01T10:00:00Z', at('CREATE_COMPLETE')],
    [
      '2026-11-02T10:00:00Z',
      at('UPDATE_COMPLETE', { updatedAt: '2026-11-02T10:00:00Z' }),
    ],
  ])('is %s', (expected, read) => {
    expect(operationTime(read)).toBe(expected);
  });
});
