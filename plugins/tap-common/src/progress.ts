import { z } from 'zod/v3';
import { Environment } from './environment';

/** Kind of the CloudFormation operation. @public */
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
  monthlyUsd: z
    .number()
    .optional()
    .describe(
      'US dollars a month, list price, at most; absent if it depends on use or is not known',
    ),
});

/** A resource that still exists after a teardown. @public */
export type KeptResource = z.output<typeof keptResourceSchema>;

/** A resource that the deletion of a stack has removed. @public */
export interface RemovedResource {
  logicalId: string;
  resourceType: string;
  physicalId?: string;
}

/** Progress of one resource, from a stack event. @public */
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
  /** Seconds since the start of the operation. */
  elapsedSeconds: number;
  /** Number of finished resources. */
  done: number;
  /** Number of resources in the template. */
  total: number;
}

/**
 * Events of a running operation, in this order: `accepted` once, `resource` and `notice` many times, `completed` once.
 * If the operation fails, the iterator throws a typed error instead.
 *
 * @public
 */
export type ProgressEvent =
  | {
      type: 'accepted';
      operation: StackOperation;
      stackName: string;
      stackId: string;
      /** True if the operation was already in progress and is only followed. */
      attached: boolean;
    }
  | ResourceProgress
  | { type: 'notice'; message: string }
  | {
      type: 'completed';
      /** `none`: there were no changes. */
      operation: StackOperation | 'none';
      /** The environment after the operation; for a teardown, its last known state. */
      environment: Environment;
      kept: KeptResource[];
      /** Resources that a teardown has removed. */
      removed?: RemovedResource[];
    };
