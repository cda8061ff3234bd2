import { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import {
  EnvironmentMetadata,
  EnvironmentRequest,
} from '@tap/plugin-tap-common';
import { sizeOf, Target } from '../config';
import { metadataOf } from '../stack';
import { StackFacts } from '../stackModule';
import { completeRequest } from './completeRequest';
import { updatedMetadata } from './newMetadata';
import { optionsOf, pinnedOptions } from './pinnedOptions';
import { TargetRuntime } from '../operation/TargetRuntime';
import { stepToken } from '../operation/tokens';
import { verifyEngineVersion } from './verifyEngineVersion';
import { verifyNetwork } from './verifyNetwork';

/** One update of the stack; a minor version upgrade with replicas takes two. */
export interface UpdateStep {
  token: string;
  metadata: EnvironmentMetadata;
  /** Version of the replicas while they are ahead of the primary. */
  replicaEngineVersion?: string;
}

/**
 * The updates that lead to what was asked for, from what the deployed template says of itself (`facts`). RDS wants read replicas upgraded before their primary
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html).
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
    facts: StackFacts;
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
    actualStorageGiB: await actualStorage(runtime, stack, options.facts),
    deployed: options.facts,
  });
  await Promise.all([
    metadata.size !== before.size &&
      verifyNetwork(runtime, 'update', {
        size: metadata.size,
        network: networkOf(runtime, before, options.facts),
      }),
    verifyEngineVersion(runtime, metadata.engineVersion, before.engineVersion),
  ]);
  const last = { token: options.token, metadata };
  const replicasFirst =
    metadata.engineVersion !== before.engineVersion &&
    sizeOf(runtime.target, before.size).readReplicas > 0;
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
