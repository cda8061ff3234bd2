import { Stack } from '@aws-sdk/client-cloudformation';
import {
  decodeMetadata,
  Environment,
  EnvironmentMetadata,
  EnvironmentOutputs,
  environmentStatus,
  METADATA_PARAMETER,
  SIZE_NAMES,
  SizeName,
  suffixOfStackName,
  TAGS,
} from '@tap/plugin-tap-common';
import { Target } from '../config';

/**
 * The environment that a stack is, as DescribeStacks tells it: tags for what never changes, one parameter for
 * what does, outputs for where things are.
 *
 * @returns undefined where the stack is not an environment of TAP: another name, or neither our tags nor our metadata
 * @internal
 */
export function stackToEnvironment(
  stack: Stack,
  target: Target,
): Environment | undefined {
  const suffix = suffixOfStackName(stack.StackName ?? '');
  const tags = tagsOf(stack);
  const metadata = metadataOf(stack);
  if (!suffix || (!metadata && tags[TAGS.suffix] !== suffix)) {
    return undefined;
  }
  const size = metadata?.size ?? sizeName(tags[TAGS.sizeAtCreation]) ?? 'small';
  return {
    suffix,
    target: target.name,
    isDefaultTarget: target.isDefault,
    accountId: target.accountId,
    region: target.region,
    stackName: stack.StackName!,
    stackId: stack.StackId!,
    portal: tags[TAGS.portal],
    status: environmentStatus(stack.StackStatus!),
    stackStatus: stack.StackStatus!,
    statusReason: stack.StackStatusReason,
    size,
    sizeAtCreation: sizeName(tags[TAGS.sizeAtCreation]) ?? size,
    // Where nothing says what shall happen to the data, it is treated as if it were to be kept.
    retention: metadata?.retention ?? 'retain',
    wasRetained: metadata?.wasRetained,
    owner: metadata?.owner ?? tags[TAGS.requestedBy] ?? 'group:default/unknown',
    requestedBy: tags[TAGS.requestedBy],
    engineVersion:
      metadata?.engineVersion ?? outputsOf(stack).EngineVersion ?? 'unknown',
    backupRetentionDays: metadata?.backupRetentionDays ?? 1,
    expiresAt: metadata?.expiresAt,
    description: metadata?.description,
    lastTaskId: metadata?.lastTaskId,
    createdAt: stack.CreationTime!.toISOString(),
    updatedAt: stack.LastUpdatedTime?.toISOString(),
    terminationProtection: stack.EnableTerminationProtection ?? false,
    outputs: completeOutputs(stack),
    awsEndpoint: target.endpoint,
    consoleUrl: target.endpoint
      ? undefined
      : `https://${
          target.region
        }.console.aws.amazon.com/cloudformation/home?region=${
          target.region
        }#/stacks/stackinfo?stackId=${encodeURIComponent(stack.StackId!)}`,
  };
}

/** What may change during the environment's life; undefined for stacks of CDK users. @internal */
export function metadataOf(stack: Stack): EnvironmentMetadata | undefined {
  const value = stack.Parameters?.find(
    parameter => parameter.ParameterKey === METADATA_PARAMETER,
  )?.ParameterValue;
  return value ? decodeMetadata(value) : undefined;
}

/** @internal */
export function tagsOf(stack: Stack): Record<string, string> {
  return Object.fromEntries(
    (stack.Tags ?? []).map(({ Key, Value }) => [Key!, Value!]),
  );
}

function completeOutputs(stack: Stack): EnvironmentOutputs | undefined {
  const outputs = outputsOf(stack);
  return outputs.DatabaseEndpoint ? (outputs as EnvironmentOutputs) : undefined;
}

function outputsOf(stack: Stack): Record<string, string | undefined> {
  return Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
      OutputKey!,
      OutputValue,
    ]),
  );
}

function sizeName(text: string | undefined): SizeName | undefined {
  return SIZE_NAMES.find(name => name === text);
}
