import {
  awsPartition,
  Environment,
  EnvironmentRef,
  EnvironmentResource,
  stackName,
} from '@tap/plugin-tap-common';
import { NotFoundError } from '@backstage/errors';
import { TargetRuntime } from '../operation/TargetRuntime';
import { resourceArn } from '../stack/resourceArn';
import { stackToEnvironment } from '../stack';

/**
 * The resources of an environment's stack.
 *
 * @throws NotFoundError if there is no such environment
 */
export async function listResources(
  runtime: TargetRuntime,
  ref: EnvironmentRef,
): Promise<EnvironmentResource[]> {
  const stack = await runtime.lookup.find(stackName(ref.suffix));
  const environment = stack && stackToEnvironment(stack, runtime.target);
  if (!environment) {
    throw new NotFoundError(
      `suffix: there is no environment '${ref.suffix}' on target '${ref.target}'`,
    );
  }
  const summaries = await runtime.stacks.resources(environment.stackId);
  return summaries.map(summary => {
    const resource = {
      logicalId: summary.LogicalResourceId!,
      resourceType: summary.ResourceType!,
      physicalId: summary.PhysicalResourceId,
    };
    const arn = resourceArn(resource, environment);
    return {
      ...resource,
      status: summary.ResourceStatus!,
      reason: summary.ResourceStatusReason,
      updatedAt: summary.LastUpdatedTimestamp?.toISOString(),
      arn,
      consoleUrl: arn && consoleUrl(arn, environment),
    };
  });
}

/** The AWS console opens the page of a resource by its ARN. The sandbox has no console. */
function consoleUrl(
  arn: string,
  { awsEndpoint, region }: Environment,
): string | undefined {
  return awsEndpoint
    ? undefined
    : `https://${region}.${
        awsPartition(region).consoleHost
      }/go/view?arn=${encodeURIComponent(arn)}`;
}
