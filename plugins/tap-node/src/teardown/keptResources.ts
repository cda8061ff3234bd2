import { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { KeptResource, Retention } from '@tap/plugin-tap-common';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * What a deleted stack left behind: resources that CloudFormation skipped, and final snapshots of its databases.
 *
 * @param retention - what was promised; undefined where it is not known
 * @internal
 */
export async function keptResources(
  runtime: TargetRuntime,
  stack: Stack,
  retention: Retention | undefined,
): Promise<KeptResource[]> {
  const resources = await runtime.stacks.resources(stack.StackId!);
  const skipped = resources
    .filter(resource => resource.ResourceStatus === 'DELETE_SKIPPED')
    .map(resource => kept(resource, retention));
  const snapshots = await Promise.all(
    resources
      .filter(resource => resource.ResourceType === 'AWS::RDS::DBInstance')
      .map(database => finalSnapshots(runtime, database)),
  );
  return [...skipped, ...snapshots.flat()];
}

/** Retention by policy leaves the same status as a resource that a deletion was told to skip. */
function kept(
  resource: StackResourceSummary,
  retention: Retention | undefined,
): KeptResource {
  const isMeant =
    retention === 'retain' ||
    (retention === 'snapshot' && resource.ResourceType === 'AWS::KMS::Key');
  return {
    logicalId: resource.LogicalResourceId!,
    resourceType: resource.ResourceType!,
    physicalId: resource.PhysicalResourceId,
    kind: isMeant ? 'retained' : 'orphaned',
    reason: isMeant
      ? `Kept on purpose: retention ${retention}`
      : resource.ResourceStatusReason ??
        'CloudFormation skipped it: it still exists and has to be removed by hand',
  };
}

async function finalSnapshots(
  runtime: TargetRuntime,
  database: StackResourceSummary,
): Promise<KeptResource[]> {
  if (!database.PhysicalResourceId) {
    return [];
  }
  const snapshots = await runtime.databases.manualSnapshots(
    database.PhysicalResourceId,
  );
  return snapshots.map(snapshot => ({
    logicalId: database.LogicalResourceId!,
    resourceType: 'AWS::RDS::DBSnapshot',
    physicalId: snapshot.DBSnapshotIdentifier,
    kind: 'retained' as const,
    reason: `Snapshot of the database from ${
      snapshot.SnapshotCreateTime?.toISOString() ?? 'its deletion'
    }`,
  }));
}
