import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import { Environment, StackStatus, TAGS } from '@tap/plugin-tap-common';
import { tagsOf } from '../stack';
import { DeployOptions } from '../TapEngine';
import { assertCanBeUpdated } from './assertCanBeUpdated';
import { suffixTaken } from './suffixTaken';

/** What a deployment finds under its name. @internal */
export interface DeploySituation {
  suffix: string;
  /** Undefined where nobody has the name. */
  stack: Stack | undefined;
  /** The environment that the stack is; undefined where it is none of TAP's. */
  environment: Environment | undefined;
  /** ID of this portal. */
  portal: string;
  /** Whether the stack has events of this operation's token. */
  isOurOperation: boolean;
  /** Whether what is under way is a step of this operation that comes before its last one. */
  isOurStep: boolean;
  targetName: string;
  options: Pick<
    DeployOptions,
    'createOnly' | 'ownershipRefs' | 'requestedBy' | 'stackId'
  >;
}

/**
 * What a deployment has to do, by what exists.
 *
 * @returns `attach`: this very operation was begun before; `continue`: so was a step of it, after which others follow
 * @throws ConflictError where somebody else has the name, or the stack's state allows no update; the message says
 *   what to do
 * @internal
 */
export function decideDeploy(
  situation: DeploySituation,
): 'create' | 'update' | 'attach' | 'continue' {
  const { suffix, stack, targetName, options } = situation;
  const status = stack && StackStatus.of(stack.StackStatus!);
  const isGone = !status || status.isGone || status.isDeleting;
  if (options.stackId && isGone) {
    throw new ConflictError(
      `suffix: the environment '${suffix}' has been torn down meanwhile. Request it again to make a new one.`,
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

/** Ours is what this portal made for the requester, or what the requester was authorized to change. */
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
