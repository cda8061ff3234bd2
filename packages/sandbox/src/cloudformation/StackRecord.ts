import { StackParameter } from './template/resolveParameters';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
export type StackStatus =
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_FAILED'
  | 'CREATE_COMPLETE'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_FAILED'
  | 'ROLLBACK_COMPLETE'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_FAILED'
  | 'DELETE_COMPLETE'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_FAILED'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'REVIEW_IN_PROGRESS';

/** An output with its value. */
export interface StackOutput {
  key: string;
  value: string;
  description?: string;
  exportName?: string;
}

/** What a template and its inputs make of a stack; swapped back by a rollback. */
export interface StackDefinition {
  templateBody: string;
  description?: string;
  parameters: StackParameter[];
  tags: Record<string, string>;
  capabilities: string[];
  notificationArns: string[];
  roleArn?: string;
  outputs?: StackOutput[];
}

/** What an operation does next; each survives a restart of the sandbox. */
export type Phase =
  | 'create'
  | 'rollbackCreate'
  | 'delete'
  | 'update'
  | 'cleanup'
  | 'rollbackUpdate'
  | 'cleanupRollback';

export type OperationType =
  | 'CREATE_STACK'
  | 'UPDATE_STACK'
  | 'DELETE_STACK'
  | 'CONTINUE_ROLLBACK'
  | 'ROLLBACK';

/** The operation under way on a stack. */
export interface StackOperation {
  id: string;
  type: OperationType;
  phase: Phase;
  token?: string;
  startedAt: string;
  /** What the stack was before an update. */
  previous?: StackDefinition;
  /** Policy that replaces the stack's for this update. */
  policyDuringUpdate?: string;
  /** Resources that a deletion leaves alone. */
  retain: string[];
  /** Resources that a continued rollback gives up on. */
  skip: string[];
  /** A failed update stays as it is, for RollbackStack. */
  disableRollback?: boolean;
  /** Resources that cannot be deleted are let go. */
  force?: boolean;
}

export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

/** A stack. Records are replaced, never changed. */
export interface StackRecord extends StackDefinition {
  id: string;
  name: string;
  accountId: string;
  region: string;
  status: StackStatus;
  statusReason?: string;
  createdAt: string;
  updatedAt?: string;
  deletedAt?: string;
  onFailure: OnFailure;
  timeoutInMinutes?: number;
  terminationProtection: boolean;
  retainExceptOnCreate?: boolean;
  deletionMode?: string;
  policy?: string;
  changeSetId?: string;
  operation?: StackOperation;
  /** The update that stopped half way, for a rollback to be continued. */
  interrupted?: StackOperation;
  lastOperations: { type: string; id: string }[];
  drift?: { status: string; checkedAt: string };
}

export type ResourceStatus =
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_FAILED'
  | 'CREATE_COMPLETE'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_FAILED'
  | 'DELETE_COMPLETE'
  | 'DELETE_SKIPPED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_FAILED'
  | 'UPDATE_COMPLETE';

/** A physical object and what it was made of. */
export interface Physical {
  physicalId: string;
  /** Counts the objects made for this logical ID. */
  generation: number;
  /** Intrinsic functions resolved, dynamic references not. */
  properties: Record<string, unknown>;
  attributes: Record<string, unknown>;
  stackTags: Record<string, string>;
  metadata?: unknown;
}

/** A resource of a stack. Records are replaced, never changed. */
export interface ResourceRecord {
  logicalId: string;
  type: string;
  status: ResourceStatus;
  statusReason?: string;
  updatedAt: string;
  /** The operation and phase that touched it last. */
  touched: { operationId: string; phase: Phase };
  /** The operation that made it, while that can still be rolled back. */
  createdBy?: string;
  generation: number;
  physicalId?: string;
  /** As it is; absent while it has never been complete. */
  current?: Physical;
  /** What a failed update had on its way. */
  attempted?: Record<string, unknown>;
  /** As it was before the update under way. */
  previous?: Physical;
  /** The object that the update under way has made in place of `previous`. */
  replacement?: { physicalId: string; generation: number };
  dependsOn: string[];
  drift?: { status: string; checkedAt: string };
}

/** An event of a stack. */
export interface StackEvent {
  eventId: string;
  stackId: string;
  stackName: string;
  operationId?: string;
  operationType?: OperationType;
  logicalId: string;
  physicalId: string;
  type: string;
  timestamp: string;
  status: ResourceStatus | StackStatus;
  reason?: string;
  properties?: string;
  token?: string;
}
