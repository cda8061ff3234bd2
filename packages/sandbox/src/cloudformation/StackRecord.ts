import { RoleSession } from '../iam/IamRequest';
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

/** An output and its value. */
export interface StackOutput {
  key: string;
  value: string;
  description?: string;
  exportName?: string;
}

/**
 * The part of a stack that a template and its inputs define. A rollback
 * restores the previous one.
 */
export interface StackDefinition {
  templateBody: string;
  description?: string;
  parameters: StackParameter[];
  tags: Record<string, string>;
  capabilities: string[];
  notificationArns: string[];
  roleArn?: string;
  /**
   * The role with which CloudFormation calls other services: the service role,
   * or the caller's role. Undefined for the root user.
   */
  runsAs?: RoleSession;
  outputs?: StackOutput[];
}

/** The phase of an operation. It survives a restart of the sandbox. */
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

/** The operation in progress on a stack. */
export interface StackOperation {
  id: string;
  type: OperationType;
  phase: Phase;
  token?: string;
  startedAt: string;
  /** The definition before the update. */
  previous?: StackDefinition;
  /** Stack policy that overrides the stack's policy during this update. */
  policyDuringUpdate?: string;
  /** Resources that the deletion retains. */
  retain: string[];
  /** Resources that a continued rollback skips. */
  skip: string[];
  /** Whether a failed update stays as it is until RollbackStack. */
  disableRollback?: boolean;
  /** Whether resources that cannot be deleted are left behind. */
  force?: boolean;
}

export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

/** A stack. Records are immutable and replaced as a whole. */
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
  /** The failed update, for ContinueUpdateRollback and RollbackStack. */
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

/** A physical object and the properties it was created from. */
export interface Physical {
  physicalId: string;
  /** Generation: counts the objects created for this logical ID. */
  generation: number;
  /** Intrinsic functions are resolved, dynamic references are not. */
  properties: Record<string, unknown>;
  attributes: Record<string, unknown>;
  stackTags: Record<string, string>;
  metadata?: unknown;
}

/** A resource of a stack. Records are immutable and replaced as a whole. */
export interface ResourceRecord {
  logicalId: string;
  type: string;
  status: ResourceStatus;
  statusReason?: string;
  updatedAt: string;
  /** The operation and phase that last changed the resource. */
  touched: { operationId: string; phase: Phase };
  /**
   * The operation that created the resource, while it can still be rolled back.
   */
  createdBy?: string;
  generation: number;
  physicalId?: string;
  /**
   * The current object; absent until the resource is complete for the first
   * time.
   */
  current?: Physical;
  /** The object that a failed update was creating. */
  attempted?: Record<string, unknown>;
  /** The object before the update in progress. */
  previous?: Physical;
  /** The object that the update in progress created to replace `previous`. */
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
