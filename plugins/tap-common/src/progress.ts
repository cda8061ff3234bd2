import { z } from 'zod/v3';
import { Environment } from './environment';

/** What kind of CloudFormation operation is under way. @public */
export type StackOperation = 'create' | 'update' | 'delete';

/**
 * A resource that still exists after a teardown.
 *
 * @public
 */
export const keptResourceSchema = z.object({
  logicalId: z.string(),
  resourceType: z.string(),
  physicalId: z.string().optional(),
  kind: z
    .enum(['retained', 'orphaned'])
    .describe(
      'retained: kept because of the retention; orphaned: could not be removed',
    ),
  reason: z.string(),
});

/** A resource that still exists after a teardown. @public */
export type KeptResource = z.output<typeof keptResourceSchema>;

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
