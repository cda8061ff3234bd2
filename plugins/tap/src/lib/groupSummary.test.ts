import { groupSummary, needsAttention } from './groupSummary';

const resources = (...statuses: string[]) =>
  statuses.map(status => ({ status }));

describe('groupSummary', () => {
  it.each([
    [resources('CREATE_COMPLETE'), '1 resource, complete'],
    [resources('CREATE_COMPLETE', 'UPDATE_COMPLETE'), '2 resources, complete'],
    [
      resources('CREATE_COMPLETE', 'CREATE_IN_PROGRESS'),
      '2 resources, 1 in progress',
    ],
    [
      resources('DELETE_FAILED', 'DELETE_IN_PROGRESS', 'DELETE_FAILED'),
      '3 resources, 2 failed, 1 in progress',
    ],
  ])('counts the states of %j', (group, summary) => {
    expect(groupSummary(group)).toBe(summary);
  });
});

describe('needsAttention', () => {
  it('is true only if a resource failed', () => {
    expect(needsAttention(resources('CREATE_COMPLETE'))).toBe(false);
    expect(needsAttention(resources('CREATE_IN_PROGRESS'))).toBe(false);
    expect(needsAttention(resources('CREATE_COMPLETE', 'UPDATE_FAILED'))).toBe(
      true,
    );
  });
});
