import { InputError } from '@backstage/errors';
import { TargetRuntime } from '../operation/TargetRuntime';
import { suitableZones, zoneShortage, ZoneRequest } from './suitableZones';

/** Most zones that a stack is given: its databases are in two or three. */
const ZONES = 3;

/**
 * Chooses the availability zones of a new environment with its own network: the first by name that offer what its stack needs.
 * Only reads.
 *
 * @returns names, such as `eu-central-1a`
 * @throws InputError with the reason for each unsuitable zone, and a size that is possible, if too few are left
 */
export async function chooseZones(
  runtime: TargetRuntime,
  request: ZoneRequest,
): Promise<string[]> {
  const { target } = runtime;
  const zones = await suitableZones(runtime, request);
  const shortage = zoneShortage(zones, target);
  if (shortage === undefined) {
    return zones.suitable.slice(0, ZONES);
  }
  const other = await otherSize(runtime, request);
  throw new InputError(
    `size: '${request.size}' ${shortage}; nothing was done. Use another ${
      other ? `size, for example size: ${other}` : 'target'
    }`,
  );
}

/** A size of the target for which the region has enough suitable zones. */
async function otherSize(
  runtime: TargetRuntime,
  { engineVersion }: ZoneRequest,
): Promise<string | undefined> {
  for (const size of runtime.target.sizes) {
    const zones = await suitableZones(runtime, { size, engineVersion });
    if (zoneShortage(zones, runtime.target) === undefined) {
      return size;
    }
  }
  return undefined;
}
