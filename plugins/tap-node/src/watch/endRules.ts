import { Stack } from '@aws-sdk/client-cloudformation';
import { isLaterOperation, StackStatus } from '@tap/plugin-tap-common';
import { readOf } from '../stack';

/** Context of a read of the stack. */
export interface Evidence {
  /** Whether an event of this operation shows that the stack has reached this status. */
  hasReached(status: string): boolean;
}

/** Decides when and how an operation has ended. */
export interface EndRule {
  isEnd(stack: Stack, evidence: Evidence): boolean;
  /** @param stack - at the end; undefined if it is deleted */
  isFailure(stack: Stack | undefined): boolean;
}

/** Number of consecutive reads after which a transient state counts as the end: 8 seconds or more. */
const LASTING_READS = 10;

/**
 * A creation ends when the stack is complete or, because of OnFailure DELETE, deleted. CREATE_FAILED,
 * REVIEW_IN_PROGRESS of a placeholder, and a complete stack that is about to be deleted are transient.
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
 * An update ends when the stack is at rest after a later operation than the one before it; other reads are stale.
 *
 * @param before - the stack before the update; undefined if the update was already in progress
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
 * A deletion ends when the stack is deleted, or when this deletion, not an earlier one, has failed. After a failed
 * deletion DELETE_FAILED can be a stale read, so it counts only after DELETE_IN_PROGRESS, or if an event of this
 * deletion reports it.
 *
 * @param before - the stack before the deletion; undefined if it was already in progress
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
