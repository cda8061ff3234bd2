import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import {
  EnvironmentMetadata,
  EnvironmentRequest,
} from '@tap/plugin-tap-common';
import { metadataOf } from '../stack';
import { DeployOptions } from '../TapEngine';
import { assertNotCancelled } from '../operation/assertNotCancelled';
import { Operation } from '../operation/Operation';
import { OperationCancelledError } from '../operation/errors';
import { settleProtection } from '../operation/settleProtection';
import {
  assertReplacesNothing,
  createStepChangeSet,
  executeChangeSet,
} from './stepChangeSet';
import { currentEngineVersion, Deployed, readDeployed } from './readDeployed';
import { StackFacts } from '../stackModule';
import { TargetRuntime } from '../operation/TargetRuntime';
import { changeSetName } from '../operation/tokens';
import { followUpdate } from '../operation/updateInPlace';
import { stepsTo, UpdateStep } from './stepsTo';
import { updateSteps } from './updateSteps';

/**
 * Changes an environment that exists, by change set.
 *
 * @throws ConflictError where it has been protected since the change was authorized
 */
export async function updateEnvironment(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  request: EnvironmentRequest,
  options: DeployOptions,
): Promise<void> {
  const deployed = await readDeployed(runtime, stack);
  const steps = await updateSteps(runtime, stack, request, {
    ...options,
    token: operation.token,
    deployed,
  });
  const { metadata } = steps[steps.length - 1];
  if (!options.mayRelease) {
    assertReleasesNothing(operation.ref.suffix, metadataOf(stack), metadata);
  }
  await carryOutSteps(runtime, operation, stack, { steps, deployed });
}

/**
 * Carries out the remaining updates of a change whose back end is gone.
 *
 * @param metadata - after the change
 */
export async function finishChange(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  metadata: EnvironmentMetadata,
): Promise<void> {
  const deployed = await readDeployed(runtime, stack);
  const steps = await stepsTo(
    runtime,
    stack,
    { ...metadata, engineVersion: currentEngineVersion(metadata, deployed) },
    { token: operation.token, deployed },
  );
  await carryOutSteps(runtime, operation, stack, { steps, deployed });
}

async function carryOutSteps(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  { steps, deployed }: { steps: UpdateStep[]; deployed: Deployed },
): Promise<void> {
  const { metadata } = steps[steps.length - 1];
  let current = stack;
  let hasChanged = false;
  for (const step of steps) {
    const next = await carryOut(runtime, operation, current, {
      step,
      facts: deployed.facts,
      isAccepted: hasChanged,
    });
    hasChanged ||= next !== undefined;
    current = next ?? current;
  }
  const settled = await settleProtection(runtime, operation, current, metadata);
  if (hasChanged) {
    operation.ended(settled);
  }
  operation.completed(hasChanged ? 'update' : 'none', settled);
}

/** The environment can become protected between the request and the change. The request then did not ask for its release. */
function assertReleasesNothing(
  suffix: string,
  before: EnvironmentMetadata | undefined,
  after: EnvironmentMetadata,
): void {
  if (before?.retention === 'retain' && after.retention !== 'retain') {
    throw new ConflictError(
      `retention: '${suffix}' has been protected (retain) since this change was requested; nothing was done. Request the change again without a retention, or as a user who can release it.`,
    );
  }
}

interface UpdateContext {
  step: UpdateStep;
  /** What the deployed template says of itself. */
  facts: StackFacts;
  isAccepted: boolean;
}

/** @throws OperationCancelledError that says what the steps before have changed */
function assertNotCancelledBetween({ ref, signal }: Operation): void {
  if (signal.aborted) {
    throw new OperationCancelledError(
      `The change of '${ref.suffix}' was cancelled between its updates. Its primary and its read replicas now differ in size or version: request the change again, or request the previous size.`,
    );
  }
}

/** @returns the stack afterwards, or undefined where there was nothing to change */
async function carryOut(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  { step, facts, isAccepted }: UpdateContext,
): Promise<Stack | undefined> {
  const stackId = stack.StackId!;
  const name = changeSetName(step.token);
  if (isAccepted) {
    assertNotCancelledBetween(operation);
  }
  assertNotCancelled(operation);
  const changeSet = await createStepChangeSet(runtime, stack, step, {
    name,
    facts,
  });
  if (changeSet.isEmpty) {
    await runtime.changeSets.delete(stackId, name);
    return undefined;
  }
  try {
    assertReplacesNothing(operation.ref.suffix, changeSet, facts);
    if (isAccepted) {
      assertNotCancelledBetween(operation);
    }
    assertNotCancelled(operation);
  } catch (error) {
    await runtime.changeSets.delete(stackId, name);
    throw error;
  }
  await executeChangeSet(runtime, stackId, name, step.token);
  operation.fold.expect(changeSet.changes.length);
  if (!isAccepted) {
    operation.accepted('update', stack, false);
  }
  return followUpdate(runtime, operation, {
    stack,
    token: step.token,
    before: stack,
  });
}
