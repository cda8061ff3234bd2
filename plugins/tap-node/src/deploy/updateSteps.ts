import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import {
  EnvironmentMetadata,
  EnvironmentRequest,
} from '@tap/plugin-tap-common';
import { Target } from '../config';
import { metadataOf } from '../stack';
import { StackFacts } from '../stackModule';
import { assertRuns } from './assertCanBeUpdated';
import { completeRequest } from './completeRequest';
import { updatedMetadata } from './newMetadata';
import { currentEngineVersion, Deployed } from './readDeployed';
import { optionsOf, pinnedOptions } from './pinnedOptions';
import { TargetRuntime } from '../operation/TargetRuntime';
import { stepsTo, UpdateStep } from './stepsTo';
import { verifyEngineVersion } from './verifyEngineVersion';
import { verifyNetwork } from './verifyNetwork';
import { verifyZones } from './verifyZones';

/**
 * The updates that lead to what was asked for, see {@link stepsTo}.
 *
 * @throws ConflictError where the stack has no metadata or its database is stopped, InputError for what cannot be reached
 */
export async function updateSteps(
  runtime: TargetRuntime,
  stack: Stack,
  request: EnvironmentRequest,
  options: {
    owner: string;
    taskId?: string;
    token: string;
    deployed: Deployed;
  },
): Promise<UpdateStep[]> {
  const before = metadataOf(stack);
  if (!before) {
    throw new ConflictError(
      `suffix: the stack of '${request.suffix}' carries no metadata of a portal, so it is changed where it was made, by the CDK; nothing was done.`,
    );
  }
  const { deployed } = options;
  assertRuns({
    suffix: request.suffix,
    runState: before.runState,
    databaseStatus: deployed.databaseStatus,
  });
  const current = currentEngineVersion(before, deployed);
  const complete = completeRequest(request, runtime.target, before);
  const metadata = updatedMetadata(before, complete, {
    target: runtime.target,
    // The one that was asked for, if any: it may have been transferred since the change was authorized.
    owner: request.owner === undefined ? before.owner : options.owner,
    taskId: options.taskId,
    now: new Date(),
    actualStorageGiB: deployed.storageGiB,
    currentEngineVersion: current,
    deployed: deployed.facts,
  });
  await Promise.all([
    (metadata.size !== before.size ||
      metadata.readReplicas !== before.readReplicas) &&
      verifyNetwork(runtime, 'update', {
        size: metadata.size,
        readReplicas: metadata.readReplicas,
        network: networkOf(runtime, before, deployed.facts),
      }),
    verifyEngineVersion(runtime, metadata.engineVersion, current),
    (metadata.size !== before.size ||
      metadata.readReplicas !== before.readReplicas ||
      metadata.engineVersion !== current) &&
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
