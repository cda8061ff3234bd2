import { Stack } from '@aws-sdk/client-cloudformation';
import { NotFoundError } from '@backstage/errors';
import {
  Environment,
  EnvironmentRef,
  OperationRequest,
  StackStatus,
} from '@tap/plugin-tap-common';
import { metadataOf, stackToEnvironment } from '../stack';
import { OperationOptions } from '../TapEngine';
import { assertMayBeDeleted } from './assertMayBeDeleted';
import { assertNotCancelled } from '../operation/assertNotCancelled';
import { assertStillExpired } from './assertStillExpired';
import { beginDeletion } from './beginDeletion';
import { findDeletedStack, findStack } from '../operation/findStack';
import { finishTeardown } from './finishTeardown';
import { Operation } from '../operation/Operation';
import { preflight } from './preflight';
import { promiseSnapshot } from '../operation/settleProtection';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Deletes an environment's stack and waits until it is deleted. Blockers are reported before anything is deleted.
 */
export async function teardownEnvironment(
  runtime: TargetRuntime,
  operation: Operation,
  request: OperationRequest<'teardown'>,
  options: OperationOptions,
): Promise<void> {
  const stack = await look(runtime, operation.ref.suffix, options);
  const environment = stack && stackToEnvironment(stack, runtime.target);
  if (!stack || !environment) {
    throw noEnvironment(operation.ref);
  }
  const status = StackStatus.of(stack.StackStatus!);
  if (status.isGone || status.isDeleting) {
    operation.accepted('delete', stack, true);
    await finishTeardown(runtime, operation, stack, { token: undefined });
    return;
  }
  const total = await countDeletable(runtime, stack, environment, request);
  await assertStillExpired(runtime, stack.StackId!, request);
  assertNotCancelled(operation);
  const settled = await settleBeforeEnd(runtime, operation, stack);
  if (settled !== stack) {
    await assertStillExpired(runtime, stack.StackId!, request);
  }
  const isNew = await beginDeletion(runtime, stack.StackId!, options.token);
  operation.fold.expect(total);
  if (settled === stack) {
    operation.accepted('delete', stack, !isNew);
  }
  await finishTeardown(runtime, operation, settled, {
    token: options.token,
    before: isNew ? settled : undefined,
  });
}

/**
 * Enables the final snapshot on deletion if a back end stopped before it did so after the creation, so that the
 * database is deleted and its final snapshot kept.
 *
 * @returns the stack afterwards; unchanged if nothing was due
 */
async function settleBeforeEnd(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
): Promise<Stack> {
  const metadata = metadataOf(stack);
  return metadata
    ? promiseSnapshot(runtime, operation, stack, metadata, () =>
        operation.accepted('delete', stack, false),
      )
    : stack;
}

async function look(
  runtime: TargetRuntime,
  suffix: string,
  options: OperationOptions,
): Promise<Stack | undefined> {
  const stack = await findStack(runtime, suffix, options.stackId);
  if (!stack && options.resumed && !options.stackId) {
    return findDeletedStack(runtime, suffix, options.token);
  }
  return stack;
}

/**
 * Whether a teardown can be started, or one in progress be joined. Only reads.
 *
 * @throws NotFoundError, or ConflictError with all blockers and what to do about them
 */
export async function checkTeardown(
  runtime: TargetRuntime,
  request: OperationRequest<'teardown'>,
  options: Pick<OperationOptions, 'stackId'>,
): Promise<void> {
  const { suffix } = request;
  const stack = await findStack(runtime, suffix, options.stackId);
  const environment = stack && stackToEnvironment(stack, runtime.target);
  if (!environment || StackStatus.of(stack.StackStatus!).isGone) {
    throw noEnvironment({ suffix, target: runtime.target.name });
  }
  if (!StackStatus.of(stack.StackStatus!).isDeleting) {
    await countDeletable(runtime, stack, environment, request);
  }
}

/** @returns number of resources to delete */
async function countDeletable(
  runtime: TargetRuntime,
  stack: Stack,
  environment: Environment,
  request: OperationRequest<'teardown'>,
): Promise<number> {
  const { portal } = runtime;
  assertMayBeDeleted(environment, { ...request, portal });
  return preflight(runtime, stack, environment, request);
}

function noEnvironment({ suffix, target }: EnvironmentRef): NotFoundError {
  return new NotFoundError(
    `suffix: there is no environment '${suffix}' on target '${target}'; nothing was done.`,
  );
}
