import { InputError } from '@backstage/errors';
import { environmentSize } from '../config';
import { TargetRuntime } from '../operation/TargetRuntime';
import { zoneProblems } from './zoneProblems';

/**
 * Verifies that RDS offers a size and version in the availability zones of an environment's databases, which cannot be changed.
 * Only reads.
 *
 * @param environment.availabilityZones - of the environment; the databases are in the first of them
 * @throws InputError with the reason for each zone
 */
export async function verifyZones(
  runtime: TargetRuntime,
  environment: {
    size: string;
    readReplicas?: number;
    engineVersion: string;
    availabilityZones: string[];
  },
): Promise<void> {
  const { availabilityZones, engineVersion, size } = environment;
  const spec = environmentSize(runtime.target, environment);
  const used = availabilityZones.slice(
    0,
    runtime.stackModule.requiredZones(spec),
  );
  const zones = await runtime.facts.zones();
  const problems = await zoneProblems(
    runtime,
    zones.filter(({ name }) => used.includes(name)),
    { instanceClass: spec.instanceClass, engineVersion },
  );
  if (problems.size > 0) {
    throw new InputError(
      `size: '${size}' is not possible in the availability zones of the environment (${[
        ...problems,
      ]
        .map(([name, reason]) => `${name}: ${reason}`)
        .join(
          '; ',
        )}); nothing was done. Use another size or version, for example size: ${
        runtime.target.sizes.find(name => name !== size) ?? size
      }`,
    );
  }
}
