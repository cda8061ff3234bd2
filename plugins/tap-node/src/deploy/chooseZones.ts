import { ZONES_WITHOUT_NAT_GATEWAYS } from '@tap/aws-facts';
import { InputError } from '@backstage/errors';
import { environmentSize } from '../config';
import { TargetRuntime } from '../operation/TargetRuntime';
import { zoneProblems } from './zoneProblems';

/** Most zones that a stack is given: its databases are in two or three. */
const ZONES = 3;

/** The part of a request that its availability zones depend on. */
interface ZoneRequest {
  size: string;
  /** As many as the size has if undefined. */
  readReplicas?: number;
  /** A major version (`17`) or an exact one (`17.9`). */
  engineVersion: string;
}

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
  const { problems, suitable, needed } = await zonesFor(runtime, request);
  if (suitable.length >= needed) {
    return suitable.slice(0, ZONES);
  }
  const reasons = [...problems].map(([name, reason]) => `${name}: ${reason}`);
  const other = await otherSize(runtime, request);
  throw new InputError(
    `size: '${request.size}' needs ${needed} availability zones, and ${
      suitable.length
    } in ${target.region} are suitable${
      reasons.length > 0 ? ` (${reasons.join('; ')})` : ''
    }; nothing was done. Use another ${
      other ? `size, for example size: ${other}` : 'target'
    }`,
  );
}

async function zonesFor(runtime: TargetRuntime, request: ZoneRequest) {
  const { facts, stackModule, target } = runtime;
  const { engineVersion } = request;
  const spec = environmentSize(target, request);
  const egress = target.egress ?? stackModule.defaultEgress?.(spec);
  const zones = await facts.zones();
  const problems = await zoneProblems(runtime, zones, {
    instanceClass: spec.instanceClass,
    engineVersion,
    hostInstanceType:
      egress === 'none' ? undefined : stackModule.hostInstanceType,
    without:
      egress === 'nat-gateway'
        ? { service: 'NAT gateways', zoneIds: ZONES_WITHOUT_NAT_GATEWAYS }
        : undefined,
  });
  return {
    problems,
    suitable: zones.map(({ name }) => name).filter(name => !problems.has(name)),
    needed: stackModule.requiredZones(spec),
  };
}

/** A size of the target for which the region has enough suitable zones. */
async function otherSize(
  runtime: TargetRuntime,
  { engineVersion }: ZoneRequest,
): Promise<string | undefined> {
  for (const size of runtime.target.sizes) {
    const { suitable, needed } = await zonesFor(runtime, {
      size,
      engineVersion,
    });
    if (suitable.length >= needed) {
      return size;
    }
  }
  return undefined;
}
