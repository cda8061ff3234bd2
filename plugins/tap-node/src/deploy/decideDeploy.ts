import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import { Environment, StackStatus, TAGS } from '@tap/plugin-tap-common';
import { tagsOf } from '../stack';
import { DeployOptions } from '../TapEngine';
import { assertCanBeUpdated } from './assertCanBeUpdated';
import { suffixTaken } from './suffixTaken';

/** The existing stack with the name of a deployment. */
export interface DeploySituation {
  suffix: string;
  /** Undefined if the name is available. */
  stack: Stack | undefined;
  /** The environment of the stack; undefined if it is not an environment. */
  environment: Environment | undefined;
  /** ID of this portal. */
  portal: string;
  /** Whether the stack has events of this operation's token. */
  isOurOperation: boolean;
  /** Whether the operation in progress is a step of this operation before its last one. */
  isOurStep: boolean;
  targetName: string;
  options: Pick<
    DeployOptions,
    'createOnly' | 'ownershipRefs' | 'requestedBy' | 'stackId'
  >;
}

/**
 * Decides what a deployment has to do.
 *
 * @returns `attach`: this operation was started before; `continue`: a step of it was started before, and others follow
 * @throws ConflictError if another user has the name, or the state of the stack allows no update; the message contains
 *   the next step
 */
export function decideDeploy(
  situation: DeploySituation,
): 'create' | 'update' | 'attach' | 'continue' {
  const { suffix, stack, targetName, options } = situation;
  const status = stack && StackStatus.of(stack.StackStatus!);
  const isGone = !status || status.isGone || status.isDeleting;
  if (options.stackId && isGone) {
    throw new ConflictError(
      `suffix: the environment '${suffix}' was torn down in the meantime. Request it again to create a new one.`,
    );
  }
  if (!stack) {
    return 'create';
  }
  if (situation.isOurOperation) {
    return 'attach';
  }
  if (situation.isOurStep) {
    return 'continue';
  }
  if (options.createOnly || status!.isPlaceholder || !isOurs(situation)) {
    throw suffixTaken(suffix, targetName, {
      requestedBy: tagsOf(stack)[TAGS.requestedBy],
      isPlaceholder: status!.isPlaceholder,
    });
  }
  assertCanBeUpdated({ suffix, stackStatus: status!.name });
  return 'update';
}

/** Whether this portal created the stack for the requester, or the requester was authorized to change it. */
function isOurs({ environment, portal, stack, options }: DeploySituation) {
  const owners = [options.requestedBy, ...(options.ownershipRefs ?? [])];
  return (
    environment !== undefined &&
    tagsOf(stack!)[TAGS.portal] === portal &&
    (options.stackId === stack!.StackId ||
      owners.includes(environment.owner) ||
      environment.requestedBy === options.requestedBy)
  );
}
