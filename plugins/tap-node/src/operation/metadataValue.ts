import { Stack } from '@aws-sdk/client-cloudformation';
import {
  encodeMetadata,
  EnvironmentMetadata,
  suffixOfStackName,
} from '@tap/plugin-tap-common';
import { metadataOf, metadataValueOf, stackProofOf } from '../stack';
import { TargetRuntime } from './TargetRuntime';

/**
 * The value of the metadata parameter of a new stack, signed if the portal has keys.
 *
 * @throws InputError if it is too long
 */
export function newMetadataValue(
  runtime: TargetRuntime,
  stack: { suffix: string; createdAt: Date },
  metadata: EnvironmentMetadata,
): string {
  const { portal, target } = runtime;
  const { accountId, region } = target;
  return encodeMetadata(
    metadata,
    target.stackProofs?.sign(metadata, { ...stack, portal, accountId, region }),
  );
}

/**
 * The value of the metadata parameter for an update. It is the current one if the metadata are the same and their proof
 * was created with the first key, so that such an update changes nothing.
 *
 * @throws InputError if it is too long
 */
export function changedMetadataValue(
  runtime: TargetRuntime,
  stack: Stack,
  metadata: EnvironmentMetadata,
): string {
  const present = metadataOf(stack);
  const isSame =
    present !== undefined &&
    encodeMetadata(present) === encodeMetadata(metadata);
  const proof = stackProofOf(stack, runtime.target);
  if (isSame && (proof === undefined || proof === 'current')) {
    return metadataValueOf(stack)!;
  }
  return newMetadataValue(
    runtime,
    {
      suffix: suffixOfStackName(stack.StackName!)!,
      createdAt: stack.CreationTime!,
    },
    metadata,
  );
}
