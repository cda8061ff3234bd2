/** The state of one resource in an operation. @public */
export type ResourceState = 'failed' | 'busy' | 'done';

/**
 * The state for a ResourceStatus of CloudFormation
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html).
 *
 * @returns `done` for a resource that a deletion skips, too
 * @public
 */
export function resourceState(resourceStatus: string): ResourceState {
  if (resourceStatus.endsWith('_FAILED')) {
    return 'failed';
  }
  return resourceStatus.endsWith('_IN_PROGRESS') ? 'busy' : 'done';
}
