import { RunState } from './runState';

/**
 * Statuses of an environment. They depend on the status of its stack; `stopped` is that of a stack at rest whose database
 * the portal has stopped.
 *
 * @public
 */
export const ENVIRONMENT_STATUSES = [
  'creating',
  'available',
  'stopped',
  'updating',
  'deleting',
  'rolling-back',
  'failed',
  'delete-failed',
  'deleted',
] as const;

/** @public */
export type EnvironmentStatus = (typeof ENVIRONMENT_STATUSES)[number];

const EXACT: Record<string, EnvironmentStatus> = {
  REVIEW_IN_PROGRESS: 'creating',
  CREATE_IN_PROGRESS: 'creating',
  CREATE_COMPLETE: 'available',
  CREATE_FAILED: 'failed',
  ROLLBACK_IN_PROGRESS: 'rolling-back',
  ROLLBACK_COMPLETE: 'failed',
  ROLLBACK_FAILED: 'failed',
  UPDATE_IN_PROGRESS: 'updating',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'updating',
  UPDATE_COMPLETE: 'available',
  UPDATE_FAILED: 'failed',
  UPDATE_ROLLBACK_IN_PROGRESS: 'rolling-back',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'rolling-back',
  UPDATE_ROLLBACK_COMPLETE: 'available',
  UPDATE_ROLLBACK_FAILED: 'failed',
  DELETE_IN_PROGRESS: 'deleting',
  DELETE_COMPLETE: 'deleted',
  DELETE_FAILED: 'delete-failed',
  IMPORT_IN_PROGRESS: 'updating',
  IMPORT_COMPLETE: 'available',
  IMPORT_ROLLBACK_IN_PROGRESS: 'rolling-back',
  IMPORT_ROLLBACK_COMPLETE: 'available',
  IMPORT_ROLLBACK_FAILED: 'failed',
};

/**
 * The environment's status for a stack's status
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html lists them).
 *
 * @param runState - last stop or start of the database
 * @returns `failed` for a status that AWS adds later, so that it is noticed
 *
 * @public
 */
export function environmentStatus(
  stackStatus: string,
  runState?: RunState,
): EnvironmentStatus {
  const status = EXACT[stackStatus] ?? 'failed';
  return status === 'available' && runState?.state === 'stopped'
    ? 'stopped'
    : status;
}
