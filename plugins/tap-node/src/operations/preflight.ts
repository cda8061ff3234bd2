import { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import { Environment } from '@tap/plugin-tap-common';
import { foreignInterfaces } from './foreignInterfaces';
import { foreignNeighbours } from './foreignNeighbours';
import { TargetRuntime } from './TargetRuntime';

/** States in which RDS makes a final snapshot (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html). */
const CANNOT_BE_SNAPSHOT =
  /^(failed|incompatible-.*|inaccessible-encryption-credentials.*|storage-full|restore-error|creating)$/;

/**
 * Finds what would block a teardown, or make it lose more than was promised, before anything is destroyed.
 *
 * @returns how many resources there are to delete
 * @throws ConflictError naming everything that was found and what to do about it
 * @internal
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
    foreignInterfaces(runtime, resources),
    foreignNeighbours(runtime, resources),
    ...databases.map(database =>
      databaseFindings(runtime, environment, database, databases),
    ),
    ...(options.acknowledgeLostSnapshots
      ? []
      : databases.map(database =>
          lostSnapshots(runtime, environment, database),
        )),
  ]);
  const findings = found.flat();
  if (findings.length > 0) {
    throw new ConflictError(
      `'${
        environment.suffix
      }' was not torn down, and nothing was destroyed: ${findings.join(' ')}`,
    );
  }
  return resources.length;
}

async function databaseFindings(
  runtime: TargetRuntime,
  environment: Environment,
  database: StackResourceSummary,
  all: StackResourceSummary[],
): Promise<string[]> {
  const identifier = database.PhysicalResourceId!;
  const instance = await runtime.databases.instance(identifier);
  if (!instance) {
    return [];
  }
  const ours = all.map(other => other.PhysicalResourceId);
  const foreign = (instance.ReadReplicaDBInstanceIdentifiers ?? []).filter(
    replica => !ours.includes(replica),
  );
  const findings: string[] = [];
  if (foreign.length > 0) {
    findings.push(
      `The database ${identifier} has read replicas that were added by hand: ${foreign.join(
        ', ',
      )}. Delete or promote them first.`,
    );
  }
  if (instance.DeletionProtection) {
    findings.push(
      `Deletion protection of the database ${identifier} is on: switch it off first.`,
    );
  }
  if (
    environment.retention === 'snapshot' &&
    !instance.ReadReplicaSourceDBInstanceIdentifier &&
    CANNOT_BE_SNAPSHOT.test(instance.DBInstanceStatus ?? '')
  ) {
    findings.push(
      `The database ${identifier} is in state ${instance.DBInstanceStatus}, in which RDS makes no final snapshot, and retention 'snapshot' promises one. Mend the database, or change the retention to destroy.`,
    );
  }
  return findings;
}

/** Snapshots become unreadable when the environment's key goes, which it does with retention `destroy` only. */
async function lostSnapshots(
  runtime: TargetRuntime,
  environment: Environment,
  database: StackResourceSummary,
): Promise<string[]> {
  if (environment.retention !== 'destroy') {
    return [];
  }
  const snapshots = await runtime.databases.manualSnapshots(
    database.PhysicalResourceId!,
  );
  return snapshots.length === 0
    ? []
    : [
        `Snapshots taken by hand are encrypted with the environment's key and become unreadable when it is destroyed: ${snapshots
          .map(snapshot => snapshot.DBSnapshotIdentifier)
          .join(
            ', ',
          )}. Copy them under another key, or tear down with acknowledgeLostSnapshots: true.`,
      ];
}
