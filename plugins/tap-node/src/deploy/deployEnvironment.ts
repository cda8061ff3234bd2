import { Stack } from '@aws-sdk/client-cloudformation';
import { EnvironmentRequest, StackStatus } from '@tap/plugin-tap-common';
import { parseTemplate, resourceCount, stackToEnvironment } from '../stack';
import { DeployOptions } from '../TapEngine';
import { attachToCreation, attachToOperation } from './attachToOperation';
import { completeRequest } from './completeRequest';
import { createEnvironment } from './createEnvironment';
import { decideDeploy } from './decideDeploy';
import { findDeletedStack, findStack, hasTokens } from '../operation/findStack';
import { Operation } from '../operation/Operation';
import { TargetRuntime } from '../operation/TargetRuntime';
import { earlierUpdateTokens } from '../operation/tokens';
import { updateEnvironment } from './updateEnvironment';
import { followUpdate } from '../operation/updateInPlace';

/**
 * Creates or updates an environment, or continues an operation that an earlier run started with the same token.
 */
export async function deployEnvironment(
  runtime: TargetRuntime,
  operation: Operation,
  request: EnvironmentRequest,
  options: DeployOptions,
): Promise<void> {
  if (options.createOnly && !options.resumed) {
    // No read is needed: CreateStack fails if the name is taken.
    await create(runtime, operation, request, options);
    return;
  }
  const found = await look(runtime, request, options);
  const { stack } = found;
  const decision = decideDeploy({
    suffix: request.suffix,
    stack,
    environment: stack && stackToEnvironment(stack, runtime.target),
    portal: runtime.portal,
    isOurOperation: found.isOurOperation,
    isOurStep: found.isOurStep,
    targetName: runtime.target.name,
    options,
  });
  switch (decision) {
    case 'create':
      await create(runtime, operation, request, options);
      break;
    case 'update':
      await updateEnvironment(runtime, operation, stack!, request, options);
      break;
    case 'continue':
      await continueUpdate(runtime, operation, stack!, request, options);
      break;
    default:
      await attach(runtime, operation, stack!, options);
  }
}

async function create(
  runtime: TargetRuntime,
  operation: Operation,
  request: EnvironmentRequest,
  options: DeployOptions,
): Promise<void> {
  const complete = completeRequest(request, runtime.target, undefined);
  await createEnvironment(runtime, operation, complete, options);
}

interface Found {
  stack: Stack | undefined;
  isOurOperation: boolean;
  isOurStep: boolean;
}

async function look(
  runtime: TargetRuntime,
  request: EnvironmentRequest,
  options: DeployOptions,
): Promise<Found> {
  const none = { isOurOperation: false, isOurStep: false };
  const stack = await findStack(runtime, request.suffix, options.stackId);
  if (stack && mayBeOurs(stack, options)) {
    const [isOurOperation, ...areOurSteps] = await hasTokens(
      runtime,
      stack.StackId!,
      [options.token, ...earlierUpdateTokens(options.token)],
    );
    const isOurStep = areOurSteps.includes(true);
    if (isOurOperation || isOurStep) {
      return { stack, isOurOperation, isOurStep };
    }
  }
  const deleted =
    options.resumed && !options.stackId
      ? await findDeletedStack(runtime, request.suffix, options.token)
      : undefined;
  return deleted
    ? { ...none, stack: deleted, isOurOperation: true }
    : { ...none, stack };
}

/** Events are read only for an operation in progress, or one that an earlier run may have started. */
function mayBeOurs(stack: Stack, options: DeployOptions): boolean {
  return (
    options.resumed === true || StackStatus.of(stack.StackStatus!).isInProgress
  );
}

async function attach(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  options: DeployOptions,
): Promise<void> {
  if (options.stackId) {
    await attachToOperation(runtime, operation, stack, options.token);
    return;
  }
  operation.fold.expect(
    resourceCount(parseTemplate(await runtime.stacks.template(stack.StackId!))),
  );
  await attachToCreation(runtime, operation, stack);
}

async function continueUpdate(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  request: EnvironmentRequest,
  options: DeployOptions,
): Promise<void> {
  const current = StackStatus.of(stack.StackStatus!).isInProgress
    ? await followUpdate(runtime, operation, {
        stack,
        token: undefined,
        before: undefined,
      })
    : stack;
  await updateEnvironment(runtime, operation, current, request, options);
}
