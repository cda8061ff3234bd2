import { Stack } from '@aws-sdk/client-cloudformation';
import {
  awsPartition,
  Environment,
  EnvironmentOutputs,
  environmentStatus,
  isSizeName,
  REQUIRED_OUTPUTS,
  settingsOf,
  suffixOfStackName,
  TAGS,
} from '@tap/plugin-tap-common';
import { Target } from '../config';
import { metadataOf, stackProofOf, tagsOf } from './stackFacts';
import { whyNoEnvironment } from './whyNoEnvironment';

/**
 * The environment that a stack is, as DescribeStacks returns it: tags for what never changes, one parameter for
 * what does, outputs for where things are.
 *
 * @returns undefined where {@link whyNoEnvironment} gives a reason
 */
export function stackToEnvironment(
  stack: Stack,
  target: Target,
): Environment | undefined {
  const suffix = suffixOfStackName(stack.StackName ?? '');
  const metadata = metadataOf(stack);
  if (!suffix || !metadata || whyNoEnvironment(stack, target)) {
    return undefined;
  }
  const tags = tagsOf(stack);
  return {
    suffix,
    target: target.name,
    isDefaultTarget: target.isDefault,
    accountId: target.accountId,
    region: target.region,
    stackName: stack.StackName!,
    stackId: stack.StackId!,
    portal: tags[TAGS.portal],
    stackProof: stackProofOf(stack, target),
    status: environmentStatus(stack.StackStatus!, metadata.runState),
    stackStatus: stack.StackStatus!,
    statusReason: stack.StackStatusReason,
    ...settingsOf(metadata),
    sizeAtCreation: sizeAtCreation(tags) ?? metadata.size,
    egress: metadata.pins.options?.egress,
    vpcCidr: metadata.pins.options?.vpcCidr,
    wasRetained: metadata.wasRetained,
    runState: metadata.runState,
    credentialsRotation: metadata.credentialsRotation,
    changePending: metadata.pendingChange ? true : undefined,
    requestedBy: tags[TAGS.requestedBy],
    expiresAt: metadata.expiresAt,
    lastTaskId: metadata.lastTaskId,
    createdAt: stack.CreationTime!.toISOString(),
    updatedAt: stack.LastUpdatedTime?.toISOString(),
    terminationProtection: stack.EnableTerminationProtection ?? false,
    outputs: completeOutputs(stack),
    awsEndpoint: target.endpoint,
    consoleUrl: target.endpoint
      ? undefined
      : `https://${target.region}.${
          awsPartition(target.region).consoleHost
        }/cloudformation/home?region=${
          target.region
        }#/stacks/stackinfo?stackId=${encodeURIComponent(stack.StackId!)}`,
  };
}

function completeOutputs(stack: Stack): EnvironmentOutputs | undefined {
  const outputs = outputsOf(stack);
  return REQUIRED_OUTPUTS.every(name => outputs[name])
    ? (outputs as EnvironmentOutputs)
    : undefined;
}

function outputsOf(stack: Stack): Record<string, string | undefined> {
  return Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
      OutputKey!,
      OutputValue,
    ]),
  );
}

function sizeAtCreation(tags: Record<string, string>): string | undefined {
  const name = tags[TAGS.sizeAtCreation];
  return isSizeName(name ?? '') ? name : undefined;
}
