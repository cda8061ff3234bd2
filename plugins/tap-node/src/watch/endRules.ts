import { Stack } from '@aws-sdk/client-cloudformation';
import { isLaterOperation, StackStatus } from '@tap/plugin-tap-common';
import { readOf } from '../stack';

/** What else is known when a read of the stack is judged. */
export interface Evidence {
  /** Whether an event of this operation says that the stack has reached this status. */
  hasReached(status: string): boolean;
}

/** When an operation has ended, and how. */
export interface EndRule {
  isEnd(stack: Stack, evidence: Evidence): boolean;
  /** @param stack - at the end; undefined where it is gone */
  isFailure(stack: Stack | undefined): boolean;
}

/** Reads in a row for which a state that usually passes has to last before it counts as the end. */
const LASTING_READS = 6;

/**
 * A create ends when the stack is complete, or, as ours are made with OnFailure DELETE, when it is gone.
 * CREATE_FAILED and a placeholder's REVIEW_IN_PROGRESS pass, and so does a complete stack that is about to be deleted.
 *
 * @param isCancelled - whether CloudFormation has been asked, or is being asked, to delete it
 */
export function createEndRule(
  isCancelled: () => boolean = () => false,
): EndRule {
  let failedReads = 0;
  return {
    isEnd(stack) {
      const status = StackStatus.of(stack.StackStatus!);
      failedReads = status.name === 'CREATE_FAILED' ? failedReads + 1 : 0;
      return failedReads > 0
        ? failedReads >= LASTING_READS
        : !status.isInProgress &&
            !status.isPlaceholder &&
            !(isCancelled() && status.isComplete);
    },
    isFailure: stack => !stack || !isComplete(stack),
  };
}

/**
 * An update ends in a state at rest of a later operation than the one before it; any other read is stale.
 *
 * @param before - the stack before the update; undefined where the update was found under way
 */
export function updateEndRule(before: Stack | undefined): EndRule {
  return {
    isEnd(stack) {
      const status = StackStatus.of(stack.StackStatus!);
      return (
        !status.isInProgress &&
        (!before || isLaterOperation(readOf(stack), readOf(before)))
      );
    },
    isFailure: stack => !stack || !isComplete(stack),
  };
}

/**
 * A deletion ends when the stack is gone, or when its deletion has failed: this one, and not an earlier one. After a
 * failed deletion DELETE_FAILED can be a stale read, so it counts only after DELETE_IN_PROGRESS, or once an event of this
 * deletion says the same.
 *
 * @param before - the stack before the deletion; undefined where it was found under way
 */
export function deleteEndRule(before: Stack | undefined): EndRule {
  const failedBefore = before?.StackStatus === 'DELETE_FAILED';
  let sawDeleting = false;
  return {
    isEnd(stack, evidence) {
      const status = StackStatus.of(stack.StackStatus!);
      sawDeleting ||= status.isDeleting;
      return (
        status.isGone ||
        (status.isDeleteFailed &&
          (!failedBefore ||
            sawDeleting ||
            evidence.hasReached('DELETE_FAILED')))
      );
    },
    isFailure: stack => stack?.StackStatus === 'DELETE_FAILED',
  };
}

function isComplete(stack: Stack): boolean {
  return StackStatus.of(stack.StackStatus!).isComplete;
}
