import { StackOperation } from './progress';

/**
 * The status of a CloudFormation stack. The statuses and the transitions between them:
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
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html#cfn-console-view-stack-data-resources-status-codes
 *
 * @public
 */
export class StackStatus {
  static of(name: string): StackStatus {
    return new StackStatus(name);
  }

  private constructor(readonly name: string) {}

  /** Whether CloudFormation is changing the stack. A placeholder is not being changed, despite the name of its status. */
  get isInProgress(): boolean {
    return this.name.endsWith('_IN_PROGRESS') && !this.isPlaceholder;
  }

  /**
   * Whether the stack has an ID but neither a template nor resources: its change set was not executed. It stays in this
   * status until the change set is executed or the stack is deleted.
   */
  get isPlaceholder(): boolean {
    return this.name === 'REVIEW_IN_PROGRESS';
  }

  /** Whether the stack is deleted. */
  get isGone(): boolean {
    return this.name === 'DELETE_COMPLETE';
  }

  /** Whether CloudFormation is deleting the stack. */
  get isDeleting(): boolean {
    return this.name === 'DELETE_IN_PROGRESS';
  }

  /** Whether the deletion failed; only another deletion is possible. */
  get isDeleteFailed(): boolean {
    return this.name === 'DELETE_FAILED';
  }

  /** Whether this is the first status of an operation. */
  get isStart(): boolean {
    return /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(this.name);
  }

  /** Whether an update is possible. */
  get canBeUpdated(): boolean {
    return /^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT|IMPORT_ROLLBACK)_COMPLETE$/.test(
      this.name,
    );
  }

  /** Whether the creation failed and the stack was not removed; only its deletion is possible. */
  get isFailedCreate(): boolean {
    return /^(CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED)$/.test(
      this.name,
    );
  }

  /** Whether the last operation succeeded and was not a deletion. */
  get isComplete(): boolean {
    return /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(this.name);
  }

  /** The operation that this status belongs to. An import changes the stack's resources, so it counts as an update. */
  get operation(): StackOperation {
    if (this.name.startsWith('DELETE_')) {
      return 'delete';
    }
    return /^(CREATE|ROLLBACK|REVIEW)_/.test(this.name) ? 'create' : 'update';
  }
}
