import { Stack } from '@aws-sdk/client-cloudformation';
import type { DBInstance } from '@aws-sdk/client-rds';
import { ConflictError } from '@backstage/errors';
import { suffixOfStackName } from '@tap/plugin-tap-common';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * The only DB instance of an environment, as RDS has it now.
 *
 * @throws ConflictError if the environment has read replicas, because RDS stops neither a read replica nor its source
 *   (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html), or if it has no instance
 */
export async function findDatabase(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<DBInstance> {
  const suffix = suffixOfStackName(stack.StackName!);
  const instances = (await runtime.stacks.resources(stack.StackId!)).filter(
    ({ PhysicalResourceId, ResourceType }) =>
      ResourceType === 'AWS::RDS::DBInstance' && PhysicalResourceId,
  );
  const found = await Promise.all(
    instances.map(({ PhysicalResourceId }) =>
      runtime.databases.instance(PhysicalResourceId!),
    ),
  );
  const existing = found.flatMap(instance => instance ?? []);
  const [database] = existing;
  if (!database) {
    throw new ConflictError(
      `suffix: the database of '${suffix}' does not exist in RDS; nothing was done. Detect drift to see what was deleted.`,
    );
  }
  const replicas = [
    ...new Set(
      existing.flatMap(
        ({ ReadReplicaDBInstanceIdentifiers = [] }) =>
          ReadReplicaDBInstanceIdentifiers,
      ),
    ),
  ];
  if (existing.length > 1 || replicas.length > 0) {
    throw new ConflictError(
      `suffix: '${suffix}' has read replicas (${replicas.join(
        ', ',
      )}), and RDS does not stop a database with read replicas; nothing was done. Change the environment to 0 read replicas first, for example with readReplicas: 0.`,
    );
  }
  return database;
}
