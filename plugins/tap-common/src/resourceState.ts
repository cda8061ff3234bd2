/** The state of one resource in an operation. @public */
export type ResourceState = 'failed' | 'busy' | 'done';

/**
 * The state that a ResourceStatus of CloudFormation stands for
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html).
 *
 * @returns `done` also for a resource that a deletion skips
 * @public
 */
export function resourceState(resourceStatus: string): ResourceState {
  if (resourceStatus.endsWith('_FAILED')) {
    return 'failed';
  }
  return resourceStatus.endsWith('_IN_PROGRESS') ? 'busy' : 'done';
}
