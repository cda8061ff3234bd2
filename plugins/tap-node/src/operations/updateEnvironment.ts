import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import {
  encodeMetadata,
  EnvironmentMetadata,
  EnvironmentRequest,
  METADATA_PARAMETER,
} from '@tap/plugin-tap-common';
import { isNamed } from '../aws/awsErrors';
import { ReadyChangeSet } from '../aws/ChangeSetApi';
import { metadataOf, primaryDatabase, parseTemplate } from '../stack';
import { plannedChanges } from '../plan/plannedChanges';
import { DeployOptions } from '../TapEngine';
import { assertNotCancelled } from './assertNotCancelled';
import { CAPABILITIES } from './capabilities';
import { completeRequest } from './completeRequest';
import { updatedMetadata } from './newMetadata';
import { Operation } from './Operation';
import { settleProtection } from './settleProtection';
import { stackInput } from './stackInput';
import { TargetRuntime } from './TargetRuntime';
import { changeSetName, stepToken } from './tokens';
import { followUpdate } from './updateInPlace';
import { verifyEngineVersion } from './verifyEngineVersion';
import { verifyNetwork } from './verifyNetwork';

/** One update of the stack; a minor version upgrade with replicas takes two. @internal */
export interface UpdateStep {
  token: string;
  metadata: EnvironmentMetadata;
  /** Version of the replicas while they are ahead of the primary. */
  replicaEngineVersion?: string;
}

/**
 * Changes an environment that exists, by change set.
 *
 * @internal
 */
export async function updateEnvironment(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  request: EnvironmentRequest,
  options: DeployOptions,
): Promise<void> {
  const steps = await updateSteps(runtime, stack, request, {
    ...options,
    token: operation.token,
  });
  let current = stack;
  let hasChanged = false;
  for (const step of steps) {
    const next = await carryOut(runtime, operation, current, step, hasChanged);
    hasChanged ||= next !== undefined;
    current = next ?? current;
  }
  const { metadata } = steps[steps.length - 1];
  const settled = await settleProtection(runtime, operation, current, metadata);
  if (hasChanged) {
    operation.ended(settled);
  }
  operation.completed(hasChanged ? 'update' : 'none', settled);
}

/**
 * The updates that lead to what was asked for. RDS wants read replicas upgraded before their primary
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html).
 *
 * @throws ConflictError where the stack has no metadata, InputError for what cannot be reached
 * @internal
 */
export async function updateSteps(
  runtime: TargetRuntime,
  stack: Stack,
  request: EnvironmentRequest,
  options: { owner: string; taskId?: string; token: string },
): Promise<UpdateStep[]> {
  const before = metadataOf(stack);
  if (!before) {
    throw new ConflictError(
      `suffix: the stack of '${request.suffix}' carries no metadata of a portal, so it is changed where it was made, by the CDK; nothing was done.`,
    );
  }
  const complete = completeRequest(request, runtime.target, before);
  const metadata = updatedMetadata(before, complete, {
    target: runtime.target,
    owner: options.owner,
    taskId: options.taskId,
    now: new Date(),
    actualStorageGiB: await actualStorage(runtime, stack),
  });
  await Promise.all([
    metadata.size !== before.size &&
      verifyNetwork(runtime, 'update', metadata.size),
    verifyEngineVersion(runtime, metadata.engineVersion, before.engineVersion),
  ]);
  const last = { token: options.token, metadata };
  const replicasFirst =
    metadata.engineVersion !== before.engineVersion &&
    runtime.target.sizeSpecs[before.size].readReplicas > 0;
  return replicasFirst
    ? [
        {
          token: stepToken(options.token, 'replicas'),
          metadata: { ...before, lastTaskId: metadata.lastTaskId },
          replicaEngineVersion: metadata.engineVersion,
        },
        last,
      ]
    : [last];
}

/**
 * Makes the change set of one step.
 *
 * @internal
 */
export async function createStepChangeSet(
  runtime: TargetRuntime,
  stack: Stack,
  step: UpdateStep,
  name: string,
): Promise<ReadyChangeSet & { templateBody: string }> {
  const synthesized = await runtime.synthesizer.synthesize(
    stackInput(
      {
        suffix: stack.StackName!.replace(/^TapStack-/, ''),
        target: runtime.target.name,
      },
      step.metadata,
      runtime.target,
      {
        protect: step.metadata.retention === 'retain',
        replicaEngineVersion: step.replicaEngineVersion,
      },
    ),
  );
  const changeSet = await runtime.changeSets.create({
    StackName: stack.StackId!,
    ChangeSetName: name,
    ChangeSetType: 'UPDATE',
    ClientToken: name,
    TemplateBody: synthesized.templateBody,
    Parameters: [
      {
        ParameterKey: METADATA_PARAMETER,
        ParameterValue: encodeMetadata(step.metadata),
      },
    ],
    Capabilities: CAPABILITIES,
    RoleARN: runtime.target.serviceRoleArn,
  });
  return {
    ...changeSet,
    templateBody: synthesized.templateBody,
  };
}

/** @returns the stack afterwards, or undefined where there was nothing to change */
async function carryOut(
  runtime: TargetRuntime,
  operation: Operation,
  stack: Stack,
  step: UpdateStep,
  isAccepted: boolean,
): Promise<Stack | undefined> {
  const stackId = stack.StackId!;
  const name = changeSetName(step.token);
  assertNotCancelled(operation);
  const changeSet = await createStepChangeSet(runtime, stack, step, name);
  if (changeSet.isEmpty) {
    await runtime.changeSets.delete(stackId, name);
    return undefined;
  }
  try {
    assertKeepsData(operation, changeSet);
    assertNotCancelled(operation);
  } catch (error) {
    await runtime.changeSets.delete(stackId, name);
    throw error;
  }
  await execute(runtime, stackId, name, step.token);
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

/** Refuses what the stack policy would refuse later, half way through. */
function assertKeepsData(operation: Operation, changeSet: ReadyChangeSet) {
  const losing = plannedChanges(changeSet.changes).filter(
    change => change.effect === 'data-loss',
  );
  if (losing.length > 0) {
    throw new ConflictError(
      `'${
        operation.ref.suffix
      }' cannot be changed like this, because data would be lost: ${losing
        .map(
          change =>
            `${change.logicalId} (${
              change.resourceType
            }) would be replaced or removed because of ${
              change.causes.join(', ') || 'the template'
            }`,
        )
        .join(
          '; ',
        )}. Nothing was changed; ask for a new environment and move the data.`,
    );
  }
}

/** An execution whose answer was lost cannot be repeated: the stack's events then tell that it has begun. */
async function execute(
  runtime: TargetRuntime,
  stackId: string,
  name: string,
  token: string,
): Promise<void> {
  try {
    await runtime.changeSets.execute(stackId, name, token);
  } catch (error) {
    if (
      !isNamed(
        error,
        'InvalidChangeSetStatusException',
        'InvalidChangeSetStatus',
        'ChangeSetNotFoundException',
        'ChangeSetNotFound',
        'TokenAlreadyExistsException',
      )
    ) {
      throw error;
    }
    const page = await runtime.stacks.events(stackId, undefined, 'mutation');
    if (!page.StackEvents?.some(e => e.ClientRequestToken === token)) {
      throw new ConflictError(
        `Another change of the stack came first: ${
          (error as Error).message
        } Nothing was done; try again.`,
      );
    }
  }
}

/** Storage that the database has by now; autoscaling may have made it larger. */
async function actualStorage(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<number | undefined> {
  const logicalId = primaryDatabase(
    parseTemplate(await runtime.stacks.template(stack.StackId!)),
  )?.[0];
  const resources = await runtime.stacks.resources(stack.StackId!);
  const identifier = resources.find(
    resource => resource.LogicalResourceId === logicalId,
  )?.PhysicalResourceId;
  const instance = identifier
    ? await runtime.databases.instance(identifier)
    : undefined;
  return instance?.AllocatedStorage;
}
