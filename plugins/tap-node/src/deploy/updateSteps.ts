import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import {
  EnvironmentMetadata,
  EnvironmentRequest,
} from '@tap/plugin-tap-common';
import { Target } from '../config';
import { metadataOf } from '../stack';
import { StackFacts } from '../stackModule';
import { completeRequest } from './completeRequest';
import { updatedMetadata } from './newMetadata';
import { DeployedTemplate } from './readDeployed';
import { optionsOf, pinnedOptions } from './pinnedOptions';
import { TargetRuntime } from '../operation/TargetRuntime';
import { stepsTo, UpdateStep } from './stepsTo';
import { verifyEngineVersion } from './verifyEngineVersion';
import { verifyNetwork } from './verifyNetwork';
import { verifyZones } from './verifyZones';

/**
 * The updates that lead to what was asked for, see {@link stepsTo}.
 *
 * @throws ConflictError where the stack has no metadata, InputError for what cannot be reached
 */
export async function updateSteps(
  runtime: TargetRuntime,
  stack: Stack,
  request: EnvironmentRequest,
  options: {
    owner: string;
    taskId?: string;
    token: string;
    deployed: DeployedTemplate;
  },
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
    // The one that was asked for, if any: it may have been transferred since the change was authorized.
    owner: request.owner === undefined ? before.owner : options.owner,
    taskId: options.taskId,
    now: new Date(),
    actualStorageGiB: await actualStorage(
      runtime,
      stack,
      options.deployed.facts,
    ),
    deployed: options.deployed.facts,
  });
  await Promise.all([
    (metadata.size !== before.size ||
      metadata.readReplicas !== before.readReplicas) &&
      verifyNetwork(runtime, 'update', {
        size: metadata.size,
        readReplicas: metadata.readReplicas,
        network: networkOf(runtime, before, options.deployed.facts),
      }),
    verifyEngineVersion(runtime, metadata.engineVersion, before.engineVersion),
    (metadata.size !== before.size ||
      metadata.readReplicas !== before.readReplicas ||
      metadata.engineVersion !== before.engineVersion) &&
      verifyZones(runtime, {
        size: metadata.size,
        readReplicas: metadata.readReplicas,
        engineVersion: metadata.engineVersion,
        availabilityZones: before.pins.availabilityZones,
      }),
  ]);
  return stepsTo(runtime, stack, metadata, options);
}

/** The existing network of an environment; undefined if it has its own. */
function networkOf(
  { target }: TargetRuntime,
  metadata: EnvironmentMetadata,
  facts: StackFacts,
): Target['network'] {
  const { network } = optionsOf(metadata, facts) ?? pinnedOptions(target);
  const { availabilityZones } = metadata.pins;
  return network && { ...network, availabilityZones };
}

/** Storage that the database has by now; autoscaling may have made it larger. */
async function actualStorage(
  runtime: TargetRuntime,
  stack: Stack,
  { primaryDatabase }: StackFacts,
): Promise<number | undefined> {
  const resources = await runtime.stacks.resources(stack.StackId!);
  const identifier = resources.find(
    resource => resource.LogicalResourceId === primaryDatabase,
  )?.PhysicalResourceId;
  const instance = identifier
    ? await runtime.databases.instance(identifier)
    : undefined;
  return instance?.AllocatedStorage;
}
