import { Environment } from './environment';

/** What kind of CloudFormation operation is under way. @public */
export type StackOperation = 'create' | 'update' | 'delete';

/** A resource that a teardown left behind on purpose, or could not remove. @public */
export interface KeptResource {
  logicalId: string;
  resourceType: string;
  physicalId?: string;
  /** `retained`: kept by the retention that was asked for; `orphaned`: could not be removed. */
  kind: 'retained' | 'orphaned';
  reason: string;
}

/** A stack event, as progress of one resource. @public */
export interface ResourceProgress {
  type: 'resource';
  /** ID of the stack event. */
  eventId: string;
  logicalId: string;
  resourceType: string;
  physicalId?: string;
  /** CloudFormation's resource status, such as CREATE_IN_PROGRESS. */
  status: string;
  reason?: string;
  /** ISO 8601. */
  timestamp: string;
  /** Seconds since the operation began. */
  elapsedSeconds: number;
  /** Resources that have ended. */
  done: number;
  /** Resources in the template. */
  total: number;
}

/**
 * What a running operation tells, in this order: `accepted` once, `resource` and `notice` many times,
 * `completed` once. A failure ends the iterator with a typed error instead.
 *
 * @public
 */
export type ProgressEvent =
  | {
      type: 'accepted';
      operation: StackOperation;
      stackName: string;
      stackId: string;
      /** True where the operation was already under way and is only watched. */
      attached: boolean;
    }
  | ResourceProgress
  | { type: 'notice'; message: string }
  | {
      type: 'completed';
      /** `none`: there was nothing to change. */
      operation: StackOperation | 'none';
      /** The environment afterwards; for a teardown, as it was when it was last seen. */
      environment: Environment;
      kept: KeptResource[];
    };
