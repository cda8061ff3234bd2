import { Stack } from '@aws-sdk/client-cloudformation';
import { EnvironmentMetadata, newestVersion } from '@tap/plugin-tap-common';
import { environmentSize } from '../config';
import { metadataOf } from '../stack';
import { stepToken } from '../operation/tokens';
import { TargetRuntime } from '../operation/TargetRuntime';
import { Deployed } from './readDeployed';
import { restartOrder } from './restartOrder';

/** One update of the stack. */
export interface UpdateStep {
  token: string;
  metadata: EnvironmentMetadata;
  /** Version of the replicas while they are ahead of the primary. */
  replicaEngineVersion?: string;
  /** Class of the replicas while it differs from that of the primary. */
  replicaInstanceClass?: string;
  /** What restarts before what, and why, if another step follows. */
  reason?: string;
}

/**
 * The updates that lead from what a stack is to other metadata. Most changes take one. A change of an environment with read
 * replicas takes more if the primary and its replicas must restart in a certain order:
 *
 * - RDS requires replicas to be upgraded before their primary
 *   (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html).
 * - PostgreSQL pauses replication on a replica with lower parameters than its primary: see {@link restartOrder}.
 *
 * The metadata of every step but the last contain the last ones, so that any process can carry out the remaining steps.
 * Steps that the stack has behind it are left out.
 *
 * @throws ConflictError for a size that no longer exists
 */
export async function stepsTo(
  runtime: TargetRuntime,
  stack: Stack,
  metadata: EnvironmentMetadata,
  { token, deployed }: { token: string; deployed: Deployed },
): Promise<UpdateStep[]> {
  const { facts } = deployed;
  const replicas = facts.replicas ?? [];
  const last = { token, metadata };
  const { pendingChange: _, ...pinned } = metadataOf(stack)!;
  const before = {
    ...pinned,
    engineVersion: newestVersion(
      pinned.engineVersion,
      deployed.engineVersion ?? pinned.engineVersion,
    ),
  };
  const { instanceClass, readReplicas } = environmentSize(
    runtime.target,
    metadata,
  );
  // Step templates are made from the size before, which can have been removed from app-config.
  const isKnownSize = Object.hasOwn(runtime.target.sizeSpecs, before.size);
  if (replicas.length === 0 || !isKnownSize) {
    return [last];
  }
  const order =
    readReplicas > 0
      ? await restartOrder(runtime, stack, metadata, deployed)
      : 'any';
  const replicasFirst: UpdateStep = {
    token: stepToken(token, 'replicas'),
    metadata: {
      ...before,
      lastTaskId: metadata.lastTaskId,
      pendingChange: metadata,
    },
    replicaEngineVersion: metadata.engineVersion,
    replicaInstanceClass:
      order === 'replicas-first' ? instanceClass : facts.instanceClass,
    reason: `The read replicas restart before the primary, in an update of their own: ${
      order === 'replicas-first'
        ? 'PostgreSQL pauses replication on a replica that allows fewer connections than its primary'
        : 'RDS requires read replicas to be upgraded before their primary'
    }.`,
  };
  const primaryFirst: UpdateStep = {
    token: stepToken(token, 'primary'),
    metadata: { ...metadata, pendingChange: metadata },
    replicaInstanceClass: facts.instanceClass,
    reason:
      'The primary restarts before its read replicas, in an update of its own: PostgreSQL pauses replication on a replica that allows fewer connections than its primary.',
  };
  const isUpgrade = metadata.engineVersion !== before.engineVersion;
  const areBehind = replicas.some(
    replica =>
      (isUpgrade && replica.engineVersion !== metadata.engineVersion) ||
      (order === 'replicas-first' && replica.instanceClass !== instanceClass),
  );
  return [
    ...(areBehind ? [replicasFirst] : []),
    ...(order === 'primary-first' ? [primaryFirst] : []),
    last,
  ];
}
