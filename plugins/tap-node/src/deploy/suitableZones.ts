import { ZONES_WITHOUT_NAT_GATEWAYS } from '@tap/aws-facts';
import { environmentSize, Target } from '../config';
import { TargetRuntime } from '../operation/TargetRuntime';
import { zoneProblems } from './zoneProblems';

/** The part of a request that its availability zones depend on. */
export interface ZoneRequest {
  size: string;
  /** As many as the size has if undefined. */
  readReplicas?: number;
  /** A major version (`17`) or an exact one (`17.9`). */
  engineVersion: string;
}

/** The availability zones of a region for a stack with its own network. */
export interface SuitableZones {
  /** Names of the suitable zones, in order. */
  suitable: string[];
  /** How many the stack needs. */
  needed: number;
  /** Why the other zones are not suitable, by name. */
  problems: Map<string, string>;
}

/**
 * The availability zones of the region that offer what a stack with its own network needs, and why the others do not. Only reads.
 */
export async function suitableZones(
  runtime: TargetRuntime,
  request: ZoneRequest,
): Promise<SuitableZones> {
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

/** Why too few zones are suitable, for example `needs 3 availability zones, and 2 in us-east-1 are suitable (…)`; undefined if enough are. */
export function zoneShortage(
  { needed, problems, suitable }: SuitableZones,
  { region }: Pick<Target, 'region'>,
): string | undefined {
  if (suitable.length >= needed) {
    return undefined;
  }
  const reasons = [...problems].map(([name, reason]) => `${name}: ${reason}`);
  return `needs ${needed} availability zones, and ${
    suitable.length
  } in ${region} are suitable${
    reasons.length > 0 ? ` (${reasons.join('; ')})` : ''
  }`;
}
