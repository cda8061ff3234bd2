import { Stack } from '@aws-sdk/client-cloudformation';
import { Finding, KeptResource, StackStatus } from '@tap/plugin-tap-common';
import { metadataOf } from '../stack';
import { creationEnding } from './creationEnding';
import { describeRemains } from '../teardown/describeRemains';
import {
  OperationCancelledError,
  StackOperationError,
} from '../operation/errors';
import { OperationEnd } from '../operation/followOperation';
import { readRemains } from '../teardown/readRemains';
import { Operation } from '../operation/Operation';
import { TargetRuntime } from '../operation/TargetRuntime';
import { describeCause } from '../operation/describeCause';

/**
 * The error of a creation that failed or was cancelled: the first cause, which resources are left, and what to do next.
 *
 * @param creation - how the creation ended, with its events
 * @param stack - after the clean-up
 * @returns OperationCancelledError if it was cancelled and nothing is left, otherwise StackOperationError
 */
export async function createFailure(
  runtime: TargetRuntime,
  operation: Operation,
  creation: OperationEnd,
  stack: Stack,
): Promise<Error> {
  const { suffix } = operation.ref;
  const { isGone } = StackStatus.of(stack.StackStatus!);
  const { text, findings, isNothing } = await whatIsLeft(runtime, stack);
  const ending =
    creationEnding(stack.StackId!, creation.events) ??
    (operation.signal.aborted ? 'cancelled' : 'failed');
  if (ending === 'failed') {
    const next = isGone
      ? ' Correct the cause and request the environment again.'
      : '';
    return new StackOperationError(
      `'${suffix}' could not be created. ${describeCause(
        creation,
        runtime.target,
      )} ${text}${next}`,
      findings,
    );
  }
  const message = `The creation of '${suffix}' was cancelled. ${text}`;
  return isNothing
    ? new OperationCancelledError(message)
    : new StackOperationError(message, findings);
}

/** What a creation leaves, in sentences and as data. */
interface Remains {
  text: string;
  findings: Finding[];
  /** Whether it is certain that nothing is left. */
  isNothing: boolean;
}

async function whatIsLeft(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<Remains> {
  const status = StackStatus.of(stack.StackStatus!);
  if (status.isGone) {
    return whatIsKept(runtime, stack);
  }
  const isRetained = metadataOf(stack)?.retention === 'retain';
  const next = isRetained
    ? `delete the stack in the CloudFormation console, because the portal does not tear down environments with retention retain. Then request the environment again.`
    : 'tear down the environment, then request it again.';
  return {
    text: status.isDeleteFailed
      ? `Its stack ${
          stack.StackName
        } could not be deleted completely and is in state DELETE_FAILED. ${await describeRemains(
          runtime,
          stack,
        )} Remove what prevents the deletion, ${next}`
      : `Its stack ${stack.StackName} is left in state ${status.name}: ${next}`,
    findings: await skippedResources(runtime, stack),
    isNothing: false,
  };
}

/** A deleted stack leaves what a DeletionPolicy keeps. */
async function whatIsKept(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<Remains> {
  try {
    const { kept } = await readRemains(runtime, stack, undefined);
    return {
      text:
        kept.length === 0
          ? 'Nothing is left: CloudFormation has deleted the stack.'
          : `CloudFormation has deleted the stack, but these resources remain and can cost money: ${kept
              .map(nameOf)
              .join(', ')}. Delete them by hand.`,
      findings: kept.map(resourceLeft),
      isNothing: kept.length === 0,
    };
  } catch (error) {
    runtime.logger.warn(
      `The resources that ${stack.StackId} leaves could not be read: ${error}`,
    );
    return {
      text: 'CloudFormation has deleted the stack. The retained resources could not be read.',
      findings: [],
      isNothing: false,
    };
  }
}

/** Resources that the failed deletion of a stack has skipped, and that another deletion does not delete either. */
async function skippedResources(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<Finding[]> {
  try {
    const resources = await runtime.stacks.resources(stack.StackId!);
    return resources
      .filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED')
      .map(resource =>
        resourceLeft({
          logicalId: resource.LogicalResourceId!,
          resourceType: resource.ResourceType!,
          physicalId: resource.PhysicalResourceId,
        }),
      );
  } catch (error) {
    runtime.logger.warn(
      `The resources of ${stack.StackId} could not be read: ${error}`,
    );
    return [];
  }
}

type LeftResource = Pick<
  KeptResource,
  'logicalId' | 'physicalId' | 'resourceType'
>;

function resourceLeft(resource: LeftResource): Finding {
  return {
    code: 'resource-left',
    text: `${nameOf(resource)} still exists and can cost money.`,
    resource: resource.physicalId,
  };
}

function nameOf({ logicalId, physicalId, resourceType }: LeftResource): string {
  return `${logicalId} (${resourceType} ${physicalId})`;
}
