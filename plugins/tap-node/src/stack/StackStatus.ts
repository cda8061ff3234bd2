import { StackOperation } from '@tap/plugin-tap-common';

/**
 * A stack's status, as something that answers questions. The states and what leads from one to another:
 *
 * ```
 * CREATE_IN_PROGRESS ─┬─> CREATE_COMPLETE ──> UPDATE_IN_PROGRESS ─┬─> …CLEANUP… ─> UPDATE_COMPLETE
 *                     └─> CREATE_FAILED                           └─> UPDATE_ROLLBACK_IN_PROGRESS
 *                           │ OnFailure                                 ├─> …CLEANUP… ─> UPDATE_ROLLBACK_COMPLETE
 *                           │   DELETE ─> DELETE_IN_PROGRESS            └─> UPDATE_ROLLBACK_FAILED
 *                           └── ROLLBACK ─> ROLLBACK_IN_PROGRESS ─┬─> ROLLBACK_COMPLETE
 *                                                                 └─> ROLLBACK_FAILED
 * DELETE_IN_PROGRESS ─┬─> DELETE_COMPLETE
 *                     └─> DELETE_FAILED
 * ```
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 *
 * @internal
 */
export class StackStatus {
  static of(name: string): StackStatus {
    return new StackStatus(name);
  }

  private constructor(readonly name: string) {}

  /** CloudFormation is at work. A placeholder for a change set is not. */
  get isInProgress(): boolean {
    return this.name.endsWith('_IN_PROGRESS') && !this.isPlaceholder;
  }

  /** Only the name of a stack, held by a change set that was never executed. */
  get isPlaceholder(): boolean {
    return this.name === 'REVIEW_IN_PROGRESS';
  }

  get isGone(): boolean {
    return this.name === 'DELETE_COMPLETE';
  }

  get isDeleting(): boolean {
    return this.name === 'DELETE_IN_PROGRESS';
  }

  get isDeleteFailed(): boolean {
    return this.name === 'DELETE_FAILED';
  }

  /** Undoing what has failed or was cancelled. */
  get isRollingBack(): boolean {
    return /ROLLBACK_(COMPLETE_CLEANUP_)?IN_PROGRESS$/.test(this.name);
  }

  /** Whether an update may begin. */
  get canBeUpdated(): boolean {
    return /^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT|IMPORT_ROLLBACK)_COMPLETE$/.test(
      this.name,
    );
  }

  /** A create that failed and was not removed; it can only be deleted. */
  get isFailedCreate(): boolean {
    return /^(CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED)$/.test(
      this.name,
    );
  }

  /** Well and at rest. */
  get isComplete(): boolean {
    return /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(this.name);
  }

  /** The operation that leads here. */
  get operation(): StackOperation {
    if (this.name.startsWith('DELETE')) {
      return 'delete';
    }
    return /^(CREATE|ROLLBACK|REVIEW)/.test(this.name) ? 'create' : 'update';
  }
}
