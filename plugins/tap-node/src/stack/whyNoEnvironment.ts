import { Stack } from '@aws-sdk/client-cloudformation';
import {
  METADATA_PARAMETER,
  PORTAL_PATTERN,
  STACK_NAME_PREFIX,
  StackStatus,
  SUFFIX_MAX_LENGTH,
  SUFFIX_MIN_LENGTH,
  SUFFIX_RULE,
  suffixOfStackName,
  TAGS,
} from '@tap/plugin-tap-common';
import { Target } from '../config';
import { metadataOf, stackProofOf, tagsOf } from './stackFacts';

/**
 * Why a stack is not an environment. An environment's stack has a name of the right form, the tag `tap:suffix` equal
 * to the suffix in its name, the tag `tap:portal` of some portal and valid metadata; where the target requires it, also a
 * valid proof. Of a deleted stack, of which AWS need not return the tags, only name and metadata count.
 *
 * @returns the first rule that is broken, in words; undefined for an environment
 */
export function whyNoEnvironment(
  stack: Stack,
  target: Target,
): string | undefined {
  const suffix = suffixOfStackName(stack.StackName ?? '');
  if (!suffix) {
    return `its name is not ${STACK_NAME_PREFIX} and a suffix of ${SUFFIX_MIN_LENGTH} to ${SUFFIX_MAX_LENGTH} characters (${SUFFIX_RULE})`;
  }
  if (!metadataOf(stack)) {
    return `its parameter ${METADATA_PARAMETER} holds no valid metadata of a portal`;
  }
  if (StackStatus.of(stack.StackStatus!).isGone) {
    return undefined;
  }
  const tags = tagsOf(stack);
  if (tags[TAGS.suffix] !== suffix) {
    return `its tag ${TAGS.suffix} is not '${suffix}'`;
  }
  if (!new RegExp(PORTAL_PATTERN).test(tags[TAGS.portal] ?? '')) {
    return `its tag ${TAGS.portal} is not the ID of a portal`;
  }
  if (target.requireStackProof && stackProofOf(stack, target) === 'missing') {
    return 'its metadata holds no valid proof of a portal (tap.stackProof)';
  }
  return undefined;
}
