import { DATABASE_QUOTAS, SERVICE_QUOTAS, ServiceQuota } from '@tap/aws-facts';
import { EnvironmentMetadata, QuotaUse } from '@tap/plugin-tap-common';
import { AwsAccessError } from '../aws/AwsAccessError';
import { QuotaApi } from '../aws/QuotaApi';
import { TargetRuntime } from '../operation/TargetRuntime';
import { storageOf } from '../stack';
import { StackTemplate } from '../stackModule';

/**
 * The AWS quotas that a new environment uses: what the account has, what exists now, and what the environment needs. Only
 * reads; the values of Service Quotas are at most a minute old, and what is in use is shared for a while. Other requests can use up a quota in the meantime; CloudFormation
 * then reports it, and the creation leaves nothing.
 *
 * @param template - of its stack
 * @param metadata - of the environment; its retention decides whether the teardown takes a snapshot
 * @returns undefined if AWS does not let the portal read the quotas; this is logged
 */
export async function readQuotaUse(
  { logger, network, quotas, stacks, target }: TargetRuntime,
  template: StackTemplate,
  { pins, retention }: Pick<EnvironmentMetadata, 'pins' | 'retention'>,
): Promise<QuotaUse[] | undefined> {
  const needs = resourceNeeds(template, retention);
  try {
    const uses = await Promise.all([
      databaseUse(quotas, needs, databaseStorage(template)),
      ...SERVICE_QUOTAS.map(quota =>
        serviceUse(
          { network, quotas, stacks },
          quota,
          needs(quota.resourceType),
          pins.availabilityZones,
        ),
      ),
    ]);
    return uses.flat();
  } catch (error) {
    if (!(error instanceof AwsAccessError)) {
      throw error;
    }
    logger.warn(
      `The quotas of target '${target.name}' are not verified. Grant the portal's role the actions of docs/iam/portal-role.json: ${error.message}`,
    );
    return undefined;
  }
}

type Apis = Pick<TargetRuntime, 'network' | 'quotas' | 'stacks'>;

/** Number of resources of a type that an environment needs. */
type ResourceNeeds = (resourceType: string) => number;

/** The resources of the template, the stack, and the snapshot that the teardown takes. */
function resourceNeeds(
  { Resources = {} }: StackTemplate,
  retention: EnvironmentMetadata['retention'],
): ResourceNeeds {
  const counts: Record<string, number> = {
    'AWS::CloudFormation::Stack': 1,
    'AWS::RDS::DBSnapshot': retention === 'snapshot' ? 1 : 0,
  };
  for (const { Type } of Object.values(Resources)) {
    counts[Type] = (counts[Type] ?? 0) + 1;
  }
  return resourceType => counts[resourceType] ?? 0;
}

async function databaseUse(
  quotas: QuotaApi,
  needs: ResourceNeeds,
  storage: number,
): Promise<QuotaUse[]> {
  const states = await quotas.share('databases', () => quotas.databaseQuotas());
  return DATABASE_QUOTAS.flatMap(({ attribute, what, resourceType }) => {
    const state = states.get(attribute);
    const needed = resourceType ? needs(resourceType) : storage;
    return state && needed > 0 ? [{ what, ...state, needed }] : [];
  });
}

async function serviceUse(
  apis: Apis,
  { perZone, quotaCode, resourceType, serviceCode, what }: ServiceQuota,
  needed: number,
  zones: string[],
): Promise<QuotaUse[]> {
  if (needed === 0) {
    return [];
  }
  const [limit, inUse] = await Promise.all([
    apis.quotas.serviceQuota(serviceCode, quotaCode),
    used(apis, resourceType, zones.slice(0, needed)),
  ]);
  return [{ what, limit, used: inUse, needed: perZone ? 1 : needed }];
}

/** How many resources of a type exist; NAT gateways in the zone that has most of them. */
async function used(
  { network, quotas, stacks }: Apis,
  resourceType: string,
  zones: string[],
): Promise<number> {
  switch (resourceType) {
    case 'AWS::CloudFormation::Stack':
      return quotas.share('stacks', () => stacks.count());
    case 'AWS::EC2::VPC':
      return (await quotas.share('vpcs', () => network.allVpcs())).length;
    case 'AWS::EC2::EIP':
      return quotas.share('addresses', () => quotas.addresses());
    default:
      return gatewaysInZone(quotas, zones);
  }
}

/** Most NAT gateways in one of the zones. */
async function gatewaysInZone(
  quotas: QuotaApi,
  zones: string[],
): Promise<number> {
  const [subnets, zoneBySubnet] = await Promise.all([
    quotas.share('gateways', () => quotas.natGatewaySubnets()),
    quotas.share('subnets', () => quotas.zonesBySubnet()),
  ]);
  const inUse = subnets.map(subnet => zoneBySubnet.get(subnet));
  return Math.max(
    ...zones.map(zone => inUse.filter(each => each === zone).length),
  );
}

/** GiB of all databases of a template. */
function databaseStorage({ Resources = {} }: StackTemplate): number {
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::RDS::DBInstance')
    .map(resource => storageOf(resource, Resources))
    .reduce((sum, storage) => sum + storage, 0);
}
