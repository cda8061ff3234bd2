import { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { Environment, Finding } from '@tap/plugin-tap-common';
import { TeardownBlockedError } from '../operation/errors';
import { externalDependencies } from './externalDependencies';
import { externalInterfaces } from './externalInterfaces';
import { idsOf } from './idsOf';
import { TargetRuntime } from '../operation/TargetRuntime';

/** States in which RDS takes no final snapshot (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html). */
const CANNOT_BE_SNAPSHOT =
  /^(failed|incompatible-.*|inaccessible-encryption-credentials.*|storage-full|restore-error|creating)$/;

/**
 * States of a stopped instance, in which RDS takes no final snapshot either
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html).
 */
const STOPPED = ['stopping', 'stopped', 'starting'];

/**
 * Finds what would block a teardown, or delete more than the retention says, before anything is deleted.
 *
 * @returns the number of resources to delete
 * @throws TeardownBlockedError with every finding
 */
export async function preflight(
  runtime: TargetRuntime,
  stack: Stack,
  environment: Environment,
  options: { acknowledgeLostSnapshots?: boolean },
): Promise<number> {
  const resources = (await runtime.stacks.resources(stack.StackId!)).filter(
    resource => resource.ResourceStatus !== 'DELETE_COMPLETE',
  );
  const databases = resources.filter(
    resource =>
      resource.ResourceType === 'AWS::RDS::DBInstance' &&
      resource.PhysicalResourceId,
  );
  const found = await Promise.all([
    externalInterfaces(runtime, resources),
    externalDependencies(runtime, resources),
    ...databases.map(database =>
      databaseFindings(runtime, environment, database, databases),
    ),
    ...(options.acknowledgeLostSnapshots || !hasOwnKey(resources)
      ? []
      : databases.map(database =>
          lostSnapshots(runtime, environment, database),
        )),
  ]);
  const findings = found.flat();
  if (findings.length > 0) {
    throw new TeardownBlockedError(environment.suffix, findings);
  }
  return resources.length;
}

async function databaseFindings(
  runtime: TargetRuntime,
  environment: Environment,
  database: StackResourceSummary,
  all: StackResourceSummary[],
): Promise<Finding[]> {
  const identifier = database.PhysicalResourceId!;
  const instance = await runtime.databases.instance(identifier);
  if (!instance) {
    return [];
  }
  const ours = all.map(other => other.PhysicalResourceId);
  const external = (instance.ReadReplicaDBInstanceIdentifiers ?? []).filter(
    replica => !ours.includes(replica),
  );
  const findings: Finding[] = [];
  if (external.length > 0) {
    findings.push({
      code: 'external-replicas',
      text: `The database ${identifier} has read replicas outside the environment: ${external.join(
        ', ',
      )}.`,
      resource: identifier,
    });
  }
  if (instance.DeletionProtection) {
    findings.push({
      code: 'deletion-protection',
      text: `Deletion protection of the database ${identifier} is on.`,
      resource: identifier,
    });
  }
  const status = instance.DBInstanceStatus ?? '';
  const isStopped = STOPPED.includes(status);
  if (
    environment.retention === 'snapshot' &&
    !instance.ReadReplicaSourceDBInstanceIdentifier &&
    (isStopped || CANNOT_BE_SNAPSHOT.test(status))
  ) {
    findings.push({
      code: isStopped ? 'database-stopped' : 'no-final-snapshot',
      text: `Retention 'snapshot' requires a final snapshot, and RDS takes none while the database ${identifier} is in state ${status}.`,
      resource: identifier,
    });
  }
  return findings;
}

function hasOwnKey(resources: StackResourceSummary[]): boolean {
  return idsOf(resources, 'AWS::KMS::Key').length > 0;
}

/** Snapshots become unreadable when the environment's key is deleted, which only retention `destroy` does. */
async function lostSnapshots(
  runtime: TargetRuntime,
  environment: Environment,
  database: StackResourceSummary,
): Promise<Finding[]> {
  if (environment.retention !== 'destroy') {
    return [];
  }
  const snapshots = await runtime.databases.manualSnapshots(
    database.PhysicalResourceId!,
  );
  return snapshots.length === 0
    ? []
    : [
        {
          code: 'manual-snapshots',
          text: `Manual snapshots are encrypted with the environment's KMS key and become unreadable when it is deleted: ${snapshots
            .map(snapshot => snapshot.DBSnapshotIdentifier)
            .join(', ')}.`,
          resource: database.PhysicalResourceId,
        },
      ];
}
