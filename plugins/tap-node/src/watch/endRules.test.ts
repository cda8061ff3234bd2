import { Stack } from '@aws-sdk/client-cloudformation';
import { createEndRule, deleteEndRule, updateEndRule } from './endRules';

const ENDED = { hasReached: () => true };
const NOTHING = { hasReached: () => false };

function stack(status: string, updatedAt?: number): Stack {
  return {
    StackName: 'TapStack-a',
    CreationTime: new Date(0),
    StackStatus: status as Stack['StackStatus'],
    LastUpdatedTime:
      updatedAt === undefined ? undefined : new Date(updatedAt * 1000),
  };
}

describe('createEndRule', () => {
  it.each([
    ['CREATE_COMPLETE', false],
    ['DELETE_COMPLETE', true],
    ['DELETE_FAILED', true],
    ['ROLLBACK_COMPLETE', true],
    ['ROLLBACK_FAILED', true],
    ['UPDATE_COMPLETE', false],
  ])('ends at %s', (status, isFailure) => {
    const rule = createEndRule();
    expect(rule.isEnd(stack(status), ENDED)).toBe(true);
    expect(rule.isFailure(stack(status))).toBe(isFailure);
  });

  it.each([
    'REVIEW_IN_PROGRESS',
    'CREATE_IN_PROGRESS',
    'ROLLBACK_IN_PROGRESS',
    'DELETE_IN_PROGRESS',
  ])('continues at %s', status => {
    expect(createEndRule().isEnd(stack(status), ENDED)).toBe(false);
  });

  it('treats CREATE_FAILED as the end only if it persists', () => {
    const rule = createEndRule();
    const reads = Array.from({ length: 10 }, () =>
      rule.isEnd(stack('CREATE_FAILED'), ENDED),
    );
    expect(reads.indexOf(true)).toBe(9);
  });

  it('waits for the deletion of a stack that was complete when it was cancelled', () => {
    const rule = createEndRule(() => true);
    expect(rule.isEnd(stack('CREATE_COMPLETE'), ENDED)).toBe(false);
    expect(rule.isEnd(stack('DELETE_IN_PROGRESS'), ENDED)).toBe(false);
    expect(rule.isEnd(stack('DELETE_COMPLETE'), ENDED)).toBe(true);
  });

  it('treats a deleted stack as a failure', () => {
    expect(createEndRule().isFailure(undefined)).toBe(true);
  });
});

describe('updateEndRule', () => {
  it('ignores reads from before the update', () => {
    const rule = updateEndRule(stack('CREATE_COMPLETE'));
    expect(rule.isEnd(stack('CREATE_COMPLETE'), ENDED)).toBe(false);
    expect(rule.isEnd(stack('UPDATE_IN_PROGRESS', 5), ENDED)).toBe(false);
    expect(rule.isEnd(stack('UPDATE_COMPLETE', 5), ENDED)).toBe(true);
  });

  it('distinguishes this update from an earlier one', () => {
    const rule = updateEndRule(stack('UPDATE_COMPLETE', 5));
    expect(rule.isEnd(stack('CREATE_COMPLETE'), NOTHING)).toBe(false);
    expect(rule.isEnd(stack('UPDATE_COMPLETE', 4), NOTHING)).toBe(false);
    expect(rule.isEnd(stack('UPDATE_COMPLETE', 5), NOTHING)).toBe(false);
    expect(rule.isEnd(stack('UPDATE_ROLLBACK_COMPLETE', 9), ENDED)).toBe(true);
  });

  it('accepts any state at rest if the update was already in progress', () => {
    expect(
      updateEndRule(undefined).isEnd(stack('UPDATE_COMPLETE', 5), NOTHING),
    ).toBe(true);
  });

  it('waits for the clean-up, and treats a rollback as a failure', () => {
    const rule = updateEndRule(stack('CREATE_COMPLETE'));
    const cleanup = stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 5);
    expect(rule.isEnd(cleanup, ENDED)).toBe(false);
    expect(rule.isFailure(stack('UPDATE_ROLLBACK_COMPLETE', 5))).toBe(true);
    expect(rule.isFailure(stack('UPDATE_COMPLETE', 5))).toBe(false);
  });
});

describe('deleteEndRule', () => {
  it('ends only when the stack is deleted', () => {
    const rule = deleteEndRule(stack('CREATE_COMPLETE'));
    expect(rule.isEnd(stack('CREATE_COMPLETE'), NOTHING)).toBe(false);
    expect(rule.isEnd(stack('DELETE_IN_PROGRESS'), ENDED)).toBe(false);
    expect(rule.isEnd(stack('DELETE_COMPLETE'), ENDED)).toBe(true);
    expect(rule.isFailure(stack('DELETE_COMPLETE'))).toBe(false);
  });

  it('distinguishes a failure of this deletion from that of an earlier one', () => {
    const rule = deleteEndRule(stack('DELETE_FAILED'));
    expect(rule.isEnd(stack('DELETE_FAILED'), NOTHING)).toBe(false);
    expect(rule.isEnd(stack('DELETE_FAILED'), ENDED)).toBe(true);
    expect(rule.isFailure(stack('DELETE_FAILED'))).toBe(true);
  });

  it('accepts a failure after DELETE_IN_PROGRESS', () => {
    const rule = deleteEndRule(stack('DELETE_FAILED'));
    rule.isEnd(stack('DELETE_IN_PROGRESS'), NOTHING);
    expect(rule.isEnd(stack('DELETE_FAILED'), NOTHING)).toBe(true);
  });
});
