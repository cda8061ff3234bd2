import { Stack } from '@aws-sdk/client-cloudformation';
import {
  decodeMetadata,
  EnvironmentMetadata,
  METADATA_PARAMETER,
  StackRead,
  StackProofState,
  suffixOfStackName,
  TAGS,
} from '@tap/plugin-tap-common';
import { Target } from '../config';

/** What may change during the environment's life; undefined for stacks of CDK users. */
export function metadataOf(stack: Stack): EnvironmentMetadata | undefined {
  const value = metadataValueOf(stack);
  return value ? decodeMetadata(value) : undefined;
}

/** The metadata parameter's value as it is. */
export function metadataValueOf(stack: Stack): string | undefined {
  return stack.Parameters?.find(
    parameter => parameter.ParameterKey === METADATA_PARAMETER,
  )?.ParameterValue;
}

/**
 * How the proof in a stack's metadata stands.
 *
 * @returns undefined where the portal has no keys
 */
export function stackProofOf(
  stack: Stack,
  target: Target,
): StackProofState | undefined {
  return target.stackProofs?.check(metadataValueOf(stack) ?? '', {
    portal: tagsOf(stack)[TAGS.portal] ?? '',
    accountId: target.accountId,
    region: target.region,
    suffix: suffixOfStackName(stack.StackName ?? '') ?? '',
    createdAt: stack.CreationTime!,
  });
}

/** The facts that order two reads of a stack. */
export function readOf(stack: Stack): StackRead {
  return {
    stackId: stack.StackId!,
    stackStatus: stack.StackStatus!,
    createdAt: stack.CreationTime!.toISOString(),
    updatedAt: stack.LastUpdatedTime?.toISOString(),
    deletionTime: stack.DeletionTime?.toISOString(),
  };
}

export function tagsOf(stack: Stack): Record<string, string> {
  return Object.fromEntries(
    (stack.Tags ?? []).map(({ Key, Value }) => [Key!, Value!]),
  );
}
