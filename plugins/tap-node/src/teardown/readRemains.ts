import { Stack } from '@aws-sdk/client-cloudformation';
import { Retention } from '@tap/plugin-tap-common';
import { Remains } from '../operation/Operation';
import { TargetRuntime } from '../operation/TargetRuntime';
import { keptResources } from './keptResources';

/**
 * What the deletion of a stack has removed and kept.
 *
 * @param stack - in DELETE_COMPLETE
 * @param retention - what was promised; undefined where it is not known
 */
export async function readRemains(
  runtime: TargetRuntime,
  stack: Stack,
  retention: Retention | undefined,
): Promise<Remains> {
  const resources = await runtime.stacks.resources(stack.StackId!);
  return {
    kept: await keptResources(runtime, stack, resources, retention),
    removed: resources
      .filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_COMPLETE')
      .map(resource => ({
        logicalId: resource.LogicalResourceId!,
        resourceType: resource.ResourceType!,
        physicalId: resource.PhysicalResourceId,
      })),
  };
}
