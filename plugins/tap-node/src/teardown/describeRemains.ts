import { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { TargetRuntime } from '../operation/TargetRuntime';
import { sentence } from '../operation/describeCause';

/**
 * What a failed deletion leaves, in sentences that name each resource and why it could not be deleted.
 *
 * @param stack - in DELETE_FAILED
 * @returns CloudFormation's own summary if the resources cannot be read, so that the failure itself is never hidden
 */
export async function describeRemains(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<string> {
  const sentences = [
    ...(stack.EnableTerminationProtection
      ? [
          'Termination protection of the stack is on, so the deletion is not retried: switch it off in the CloudFormation console.',
        ]
      : []),
    ...(await readRemains(runtime, stack)),
  ];
  return sentences.join(' ');
}

async function readRemains(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<string[]> {
  try {
    return remains(await runtime.stacks.resources(stack.StackId!));
  } catch (error) {
    runtime.logger.warn(
      `The resources that remain of ${stack.StackId} could not be read: ${error}`,
    );
    return [
      sentence(
        stack.StackStatusReason ??
          'The CloudFormation console shows the resources that remain and the reasons',
      ),
    ];
  }
}

function remains(resources: StackResourceSummary[]): string[] {
  const left = resources.filter(
    ({ PhysicalResourceId, ResourceStatus }) =>
      PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE',
  );
  const failed = left
    .filter(isFailed)
    .map(resource =>
      sentence(
        `${nameOf(resource)}: ${
          resource.ResourceStatusReason ?? 'AWS gave no reason'
        }`,
      ),
    );
  const others = left.filter(resource => !isFailed(resource)).map(nameOf);
  return others.length > 0
    ? [...failed, `Also left: ${others.join(', ')}.`]
    : failed;
}

function isFailed({ ResourceStatus }: StackResourceSummary): boolean {
  return ResourceStatus === 'DELETE_FAILED';
}

function nameOf(resource: StackResourceSummary): string {
  return `${resource.LogicalResourceId} (${resource.ResourceType})`;
}
