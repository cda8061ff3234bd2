import { DATABASE_QUOTAS, SERVICE_QUOTAS, ServiceQuota } from '@tap/aws-facts';
import { QuotaUse } from '@tap/plugin-tap-common';
import { AwsAccessError } from '../aws/AwsAccessError';
import { QuotaApi } from '../aws/QuotaApi';
import { TargetRuntime } from '../operation/TargetRuntime';
import { storageOf } from '../stack';
import { StackTemplate } from '../stackModule';

/**
 * The AWS quotas that a new stack uses: what the account has, what exists now, and what the stack needs. Only reads. Other
 * requests can use up a quota in the meantime; CloudFormation then reports it, and the creation leaves nothing.
 *
 * @param template - of the stack
 * @param zones - the availability zones of the stack, in its order
 * @returns undefined if AWS does not let the portal read the quotas; this is logged
 */
export async function readQuotaUse(
  { logger, network, quotas, target }: TargetRuntime,
  template: StackTemplate,
  zones: string[],
): Promise<QuotaUse[] | undefined> {
  try {
    const uses = await Promise.all([
      databaseUse(quotas, template),
      ...SERVICE_QUOTAS.map(quota =>
        serviceUse({ network, quotas }, quota, template, zones),
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

type Apis = Pick<TargetRuntime, 'network' | 'quotas'>;

async function databaseUse(
  quotas: QuotaApi,
  template: StackTemplate,
): Promise<QuotaUse[]> {
  const states = await quotas.share('databases', () => quotas.databaseQuotas());
  return DATABASE_QUOTAS.flatMap(({ attribute, what, resourceType }) => {
    const state = states.get(attribute);
    const needed = resourceType
      ? count(template, resourceType)
      : databaseStorage(template);
    return state && needed > 0 ? [{ what, ...state, needed }] : [];
  });
}

async function serviceUse(
  apis: Apis,
  { perZone, quotaCode, resourceType, serviceCode, what }: ServiceQuota,
  template: StackTemplate,
  zones: string[],
): Promise<QuotaUse[]> {
  const needed = count(template, resourceType);
  if (needed === 0) {
    return [];
  }
  const [limit, inUse] = await Promise.all([
    apis.quotas.share(quotaCode, () =>
      apis.quotas.serviceQuota(serviceCode, quotaCode),
    ),
    used(apis, resourceType, zones.slice(0, needed)),
  ]);
  return [{ what, limit, used: inUse, needed: perZone ? 1 : needed }];
}

/** How many resources of a type exist; NAT gateways in the zone that has most of them. */
async function used(
  { network, quotas }: Apis,
  resourceType: string,
  zones: string[],
): Promise<number> {
  switch (resourceType) {
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

function count({ Resources = {} }: StackTemplate, type: string): number {
  return Object.values(Resources).filter(({ Type }) => Type === type).length;
}

/** GiB of all databases of a template; a standby counts too. */
function databaseStorage({ Resources = {} }: StackTemplate): number {
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::RDS::DBInstance')
    .map(resource => storageOf(resource, Resources))
    .reduce((sum, storage) => sum + storage, 0);
}
