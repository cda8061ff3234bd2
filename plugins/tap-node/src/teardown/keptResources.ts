import { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { DBSnapshot } from '@aws-sdk/client-rds';
import {
  KeptResource,
  Retention,
  RETENTION_TEXTS,
} from '@tap/plugin-tap-common';
import { parseTemplate } from '../stack';
import { keptPrice } from '../prices/keptPrice';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * What a deleted stack left behind: resources that CloudFormation skipped, and final snapshots of its databases.
 *
 * @param resources - of the stack, as CloudFormation lists them after the deletion
 * @param retention - what was promised; undefined where it is not known
 */
export async function keptResources(
  runtime: TargetRuntime,
  stack: Stack,
  resources: StackResourceSummary[],
  retention: Retention | undefined,
): Promise<KeptResource[]> {
  const skipped = resources.filter(
    resource => resource.ResourceStatus === 'DELETE_SKIPPED',
  );
  const policies =
    skipped.length > 0 ? await deletionPolicies(runtime, stack) : {};
  const snapshots = await Promise.all(
    resources
      .filter(resource => resource.ResourceType === 'AWS::RDS::DBInstance')
      .map(database => finalSnapshots(runtime, stack, database)),
  );
  return [
    ...skipped.map(resource =>
      kept(runtime, resource, policies[resource.LogicalResourceId!], retention),
    ),
    ...snapshots.flat(),
  ];
}

/**
 * DeletionPolicy of each resource by logical ID, from the template that the stack had: CloudFormation returns it for 90 days
 * after the deletion (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html).
 */
async function deletionPolicies(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<Record<string, string | undefined>> {
  const { Resources = {} } = parseTemplate(
    await runtime.stacks.template(stack.StackId!),
  );
  return Object.fromEntries(
    Object.entries(Resources).map(([logicalId, { DeletionPolicy }]) => [
      logicalId,
      DeletionPolicy,
    ]),
  );
}

/** A resource that its policy keeps has the same status as one that the deletion skips by request (RetainResources). */
function kept(
  runtime: TargetRuntime,
  resource: StackResourceSummary,
  policy: string | undefined,
  retention: Retention | undefined,
): KeptResource {
  const isMeant = policy === 'Retain' || policy === 'RetainExceptOnCreate';
  return {
    logicalId: resource.LogicalResourceId!,
    resourceType: resource.ResourceType!,
    physicalId: resource.PhysicalResourceId,
    kind: isMeant ? 'retained' : 'orphaned',
    reason: isMeant
      ? keptBecause(policy, retention)
      : resource.ResourceStatusReason ??
        'CloudFormation skipped it: it still exists and has to be removed by hand',
    ...priceOf(runtime, resource.ResourceType!),
  };
}

function keptBecause(policy: string, retention: Retention | undefined): string {
  return retention
    ? `Retention: ${RETENTION_TEXTS[retention].title}`
    : `DeletionPolicy: ${policy}`;
}

async function finalSnapshots(
  runtime: TargetRuntime,
  stack: Stack,
  database: StackResourceSummary,
): Promise<KeptResource[]> {
  if (!database.PhysicalResourceId) {
    return [];
  }
  const snapshots = await runtime.databases.manualSnapshots(
    database.PhysicalResourceId,
  );
  return snapshots.filter(isSince(stack)).map(snapshot => ({
    logicalId: database.LogicalResourceId!,
    resourceType: 'AWS::RDS::DBSnapshot',
    physicalId: snapshot.DBSnapshotIdentifier,
    kind: 'retained' as const,
    reason: `Snapshot of the database from ${
      snapshot.SnapshotCreateTime?.toISOString() ?? 'its deletion'
    }`,
    ...priceOf(runtime, 'AWS::RDS::DBSnapshot', snapshot.AllocatedStorage),
  }));
}

/** The list price of a kept resource; none for those whose price depends on use. */
function priceOf(
  { prices }: TargetRuntime,
  resourceType: string,
  storageGiB?: number,
): Pick<KeptResource, 'monthlyUsd'> {
  const monthlyUsd = keptPrice(resourceType, storageGiB, prices.current());
  return monthlyUsd === undefined ? {} : { monthlyUsd };
}

/** An earlier environment can have had a database of the same name, whose final snapshot still exists. */
function isSince({ CreationTime }: Stack): (snapshot: DBSnapshot) => boolean {
  return ({ SnapshotCreateTime }) =>
    !SnapshotCreateTime || !CreationTime || SnapshotCreateTime >= CreationTime;
}
