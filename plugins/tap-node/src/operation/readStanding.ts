import { Stack } from '@aws-sdk/client-cloudformation';
import { EnvironmentRef, StackStatus } from '@tap/plugin-tap-common';
import { OperationOptions, OperationStanding } from '../TapEngine';
import { findDeletedStack, findStack } from './findStack';
import { OperationPurpose } from './Operation';
import { TargetRuntime } from './TargetRuntime';
import {
  earlierUpdateTokens,
  isCompletingToken,
  tokensOfOperation,
} from './tokens';

type Standing = Pick<OperationOptions, 'stackId' | 'token'> & {
  purpose: OperationPurpose;
};

/**
 * Reads the state of the operation of a token from CloudFormation.
 */
export async function readStanding(
  runtime: TargetRuntime,
  { suffix }: Pick<EnvironmentRef, 'suffix'>,
  options: Standing,
): Promise<OperationStanding> {
  const { stackId, token } = options;
  const stack = await findStack(runtime, suffix, stackId);
  const standing = stack && (await standingOn(runtime, stack, options));
  if ((standing && standing !== 'pending') || stackId) {
    return standing ?? 'pending';
  }
  // A failed creation leaves no stack with that name, or another user has taken the name since.
  return (await findDeletedStack(runtime, suffix, token))
    ? 'current'
    : 'pending';
}

async function standingOn(
  runtime: TargetRuntime,
  stack: Stack,
  { purpose, stackId, token }: Standing,
): Promise<OperationStanding> {
  const isTeardown = purpose === 'teardown';
  const status = StackStatus.of(stack.StackStatus!);
  if (status.isDeleting || status.isGone) {
    if (isTeardown) {
      // Every teardown of a stack has the same result.
      return 'current';
    }
    if (stackId) {
      return 'pending';
    }
  }
  const newest = await newestToken(runtime, stack.StackId!, token);
  if (newest === 'none') {
    return 'pending';
  }
  if (newest === 'superseded') {
    return 'superseded';
  }
  const needsAnotherCall =
    (isTeardown && status.isDeleteFailed) ||
    (!status.isInProgress && earlierUpdateTokens(token).includes(newest.token));
  return needsAnotherCall ? 'pending' : 'current';
}

/**
 * The newest token of an operation in the stack's events. Its completion or clean-up is part of the operation.
 *
 * @returns `none` if there are no events of the operation, `superseded` if another one has started since
 */
async function newestToken(
  runtime: TargetRuntime,
  stackId: string,
  token: string,
): Promise<{ token: string } | 'none' | 'superseded'> {
  const own = new Set<string | undefined>(tokensOfOperation(token));
  let isSuperseded = false;
  let next: string | undefined;
  do {
    const page = await runtime.stacks.events(stackId, next, 'mutation');
    for (const { ClientRequestToken } of page.StackEvents ?? []) {
      if (own.has(ClientRequestToken)) {
        return isSuperseded ? 'superseded' : { token: ClientRequestToken! };
      }
      isSuperseded ||= !isCompletingToken(ClientRequestToken);
    }
    next = page.NextToken;
  } while (next);
  return 'none';
}
