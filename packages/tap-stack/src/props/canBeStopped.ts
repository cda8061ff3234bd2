import type { SizeSpec } from './sizes';

/**
 * Whether RDS stops the database: one with read replicas is not stopped.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
 */
export function canBeStopped(spec: Pick<SizeSpec, 'readReplicas'>): boolean {
  return spec.readReplicas === 0;
}
