import { InputError } from '@backstage/errors';
import { environmentSize } from '../config';
import { TargetRuntime } from '../operation/TargetRuntime';
import { ZoneRequest } from './suitableZones';
import { zoneProblems } from './zoneProblems';

/** An environment whose availability zones are decided. */
export interface PlacedEnvironment extends ZoneRequest {
  /** The databases are in the first of them. */
  availabilityZones: string[];
}

/**
 * Verifies that RDS offers a size and version in the availability zones of an environment's databases, which cannot be changed.
 * Only reads.
 *
 * @throws InputError with the reason for each zone
 */
export async function verifyZones(
  runtime: TargetRuntime,
  environment: PlacedEnvironment,
): Promise<void> {
  const problem = await zonesProblem(runtime, environment);
  if (problem !== undefined) {
    const { size } = environment;
    throw new InputError(
      `size: '${size}' ${problem}; nothing was done. Use another size or version, for example size: ${
        runtime.target.sizes.find(name => name !== size) ?? size
      }`,
    );
  }
}

/**
 * Why RDS does not offer a size and version in the zones of an environment's databases; undefined if it does. Only reads.
 */
export async function zonesProblem(
  runtime: TargetRuntime,
  environment: PlacedEnvironment,
): Promise<string | undefined> {
  const { availabilityZones, engineVersion } = environment;
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
  return problems.size > 0
    ? `is not possible in the availability zones of the environment (${[
        ...problems,
      ]
        .map(([name, reason]) => `${name}: ${reason}`)
        .join('; ')})`
    : undefined;
}
