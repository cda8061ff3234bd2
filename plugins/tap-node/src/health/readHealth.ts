import { NotFoundError } from '@backstage/errors';
import {
  InstanceState,
  EnvironmentHealth,
  EnvironmentRef,
  stackName,
} from '@tap/plugin-tap-common';
import { TargetRuntime } from '../operation/TargetRuntime';
import { stackToEnvironment } from '../stack';

/**
 * State of the databases of an environment, as RDS has it now.
 *
 * @throws NotFoundError if there is no such environment
 */
export async function readHealth(
  runtime: TargetRuntime,
  ref: EnvironmentRef,
): Promise<EnvironmentHealth> {
  const stack = await runtime.lookup.find(stackName(ref.suffix));
  const environment = stack && stackToEnvironment(stack, runtime.target);
  if (!environment) {
    throw new NotFoundError(
      `suffix: there is no environment '${ref.suffix}' on target '${ref.target}'`,
    );
  }
  return { databases: await readDatabases(runtime, environment.stackId) };
}

/**
 * The DB instances of a stack that exist in RDS, the primary first.
 *
 * @param stackId - ARN of the stack
 */
export async function readDatabases(
  { databases, stacks }: TargetRuntime,
  stackId: string,
): Promise<InstanceState[]> {
  const resources = (await stacks.resources(stackId)).filter(
    ({ PhysicalResourceId, ResourceType }) =>
      ResourceType === 'AWS::RDS::DBInstance' && PhysicalResourceId,
  );
  const instances = await Promise.all(
    resources.map(({ PhysicalResourceId }) =>
      databases.instance(PhysicalResourceId!),
    ),
  );
  return instances
    .flatMap((instance, index) =>
      instance
        ? [
            {
              isReplica:
                instance.ReadReplicaSourceDBInstanceIdentifier !== undefined,
              state: {
                logicalId: resources[index].LogicalResourceId!,
                identifier: instance.DBInstanceIdentifier!,
                status: instance.DBInstanceStatus!,
                engineVersion: instance.EngineVersion!,
              },
            },
          ]
        : [],
    )
    .sort(
      (a, b) =>
        Number(a.isReplica) - Number(b.isReplica) ||
        a.state.logicalId.localeCompare(b.state.logicalId),
    )
    .map(({ state }) => state);
}
