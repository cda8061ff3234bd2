import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { Environment } from '@tap/plugin-tap-common';
import { StackStatus, stackToEnvironment } from '../stack';
import { TeardownOptions } from '../TapEngine';
import { assertNotCancelled } from './assertNotCancelled';
import { assertStillExpired } from './assertStillExpired';
import { beginDeletion } from './beginDeletion';
import { findDeletedStack, findStack } from './findStack';
import { finishTeardown } from './finishTeardown';
import { Operation } from './Operation';
import { preflight } from './preflight';
import { TargetRuntime } from './TargetRuntime';

/**
 * Deletes an environment's stack and waits until it is gone. What would block it is found before anything is
 * destroyed.
 *
 * @internal
 */
export async function teardownEnvironment(
  runtime: TargetRuntime,
  operation: Operation,
  options: TeardownOptions,
): Promise<void> {
  const { suffix, target } = operation.ref;
  const stack = await look(runtime, suffix, options);
  const environment = stack && stackToEnvironment(stack, runtime.target);
  if (!stack || !environment) {
    throw new NotFoundError(
      `suffix: there is no environment '${suffix}' on target '${target}'; nothing was done.`,
    );
  }
  const status = StackStatus.of(stack.StackStatus!);
  if (status.isGone || status.isDeleting) {
    operation.accepted('delete', stack, true);
    await finishTeardown(runtime, operation, stack, { token: undefined });
    return;
  }
  assertMayBeDeleted(runtime, environment, status);
  const total = await preflight(runtime, stack, environment, options);
  await assertStillExpired(runtime, stack.StackId!, options);
  assertNotCancelled(operation);
  const isNew = await beginDeletion(runtime, stack.StackId!, options.token);
  operation.fold.expect(total);
  operation.accepted('delete', stack, !isNew);
  await finishTeardown(runtime, operation, stack, {
    token: options.token,
    before: isNew ? stack : undefined,
  });
}

async function look(
  runtime: TargetRuntime,
  suffix: string,
  options: TeardownOptions,
): Promise<Stack | undefined> {
  const stack = await findStack(runtime, suffix, options.stackId);
  if (!stack && options.resumed && !options.stackId) {
    return findDeletedStack(runtime, suffix, options.token);
  }
  return stack;
}

/**
 * @throws ConflictError that says what to do
 */
function assertMayBeDeleted(
  runtime: TargetRuntime,
  environment: Environment,
  status: StackStatus,
): void {
  const { suffix } = environment;
  if (environment.portal !== runtime.portal) {
    throw new ConflictError(
      `suffix: '${suffix}' was made by ${
        environment.portal
          ? `another portal ('${environment.portal}')`
          : 'somebody without a portal'
      }, and is torn down where it was made; nothing was done.`,
    );
  }
  if (environment.retention === 'retain') {
    throw new ConflictError(
      `retention: '${suffix}' is protected (retain) and is not torn down; nothing was done. Change its retention to snapshot or destroy first, which needs the permission tap.environment.release, then tear it down.`,
    );
  }
  if (status.isInProgress) {
    throw new ConflictError(
      `suffix: '${suffix}' is in state ${status.name}: another operation is under way, and nothing was done. Cancel its task or wait until it has ended, then tear it down.`,
    );
  }
  if (environment.terminationProtection) {
    throw new ConflictError(
      `suffix: termination protection of the stack of '${suffix}' is on although its retention is ${environment.retention}: somebody has switched it on by hand, and nothing was done. Switch it off in the CloudFormation console, then tear the environment down.`,
    );
  }
}
