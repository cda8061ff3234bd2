import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { isPrivateRange, overlaps, parseIpv4Range } from '@tap/aws-facts';
import { Egress, EGRESSES } from '@tap/plugin-tap-common';
import { matching } from './matching';
import { readReachableFrom } from './readReachableFrom';
import { Target } from './Target';

/**
 * Reads where the environments of a target are: in an existing network or in one of their own, and how they reach the
 * internet. Addresses are checked by the stack module.
 *
 * @param key - of the target, for messages
 * @throws InputError naming the key, the rule and an example
 */
export function readNetwork(
  target: Config,
  key: string,
): Pick<
  Target,
  'cidrPool' | 'egress' | 'network' | 'reachableFrom' | 'vpcCidr'
> {
  const network = readExisting(target.getOptionalConfig('network'), key);
  return {
    network,
    egress: readEgress(target, key, network !== undefined),
    cidrPool: readPool(target, key),
    reachableFrom: readReachableFrom(target, key),
    vpcCidr: target.getOptionalString('vpcCidr'),
  };
}

function readExisting(
  network: Config | undefined,
  key: string,
): Target['network'] {
  if (!network) {
    return undefined;
  }
  const availabilityZones = network.getStringArray('availabilityZones');
  const isolatedSubnetIds = network.getStringArray('isolatedSubnetIds');
  if (availabilityZones.length !== isolatedSubnetIds.length) {
    throw new InputError(
      `${key}: network: availabilityZones has ${availabilityZones.length} entries and isolatedSubnetIds ${isolatedSubnetIds.length}; there must be one zone for each subnet, in the same order, for example [eu-central-1a, eu-central-1b] and [subnet-0a…, subnet-0b…]`,
    );
  }
  return {
    vpcId: network.getString('vpcId'),
    availabilityZones,
    isolatedSubnetIds,
    privateSubnetIds: network.getStringArray('privateSubnetIds'),
    bastion: readBastion(
      network.getOptionalConfig('bastion'),
      `${key}: network.bastion`,
    ),
  };
}

function readBastion(
  bastion: Config | undefined,
  key: string,
): NonNullable<Target['network']>['bastion'] {
  return (
    bastion && {
      instanceId: matching(
        bastion.getString('instanceId'),
        /^i-[0-9a-f]{8,17}$/,
        `${key}.instanceId`,
        'the ID of an EC2 instance, for example i-0123456789abcdef0',
      ),
      securityGroupId: matching(
        bastion.getString('securityGroupId'),
        /^sg-[0-9a-f]{8,17}$/,
        `${key}.securityGroupId`,
        'the ID of a security group, for example sg-0123456789abcdef0',
      ),
    }
  );
}

function readEgress(
  target: Config,
  key: string,
  hasNetwork: boolean,
): Egress | undefined {
  const value = target.getOptionalString('egress');
  const egress = EGRESSES.find(each => each === value);
  if (value !== undefined && egress === undefined) {
    throw new InputError(
      `${key}: egress: '${value}' must be one of ${EGRESSES.join(
        ', ',
      )}, for example ${EGRESSES[0]}`,
    );
  }
  if (hasNetwork && egress === 'public-ip') {
    throw new InputError(
      `${key}: egress: 'public-ip' is not possible with network, where the bastion is in a private subnet; use none, or omit egress`,
    );
  }
  return egress;
}

/** Each environment gets a /20, so a pool of less than 19 bits has several. */
const SMALLEST_POOL_PREFIX = 19;

function readPool(target: Config, key: string): string | undefined {
  const pool = target.getOptionalString('cidrPool');
  if (pool === undefined) {
    return undefined;
  }
  const other = ['network', 'vpcCidr'].find(name => target.has(name));
  if (other) {
    throw new InputError(
      `${key}: cidrPool and ${other} exclude each other, because an environment has one network; remove ${other}`,
    );
  }
  const range = parseIpv4Range(pool);
  if (!range || !isPrivateRange(range) || range.prefix > SMALLEST_POOL_PREFIX) {
    throw new InputError(
      `${key}: cidrPool: '${pool}' must be a private range of IPv4 addresses without bits after the prefix, with at most ${SMALLEST_POOL_PREFIX} bits, of which each environment gets 20 bits; for example 10.64.0.0/12`,
    );
  }
  return pool;
}

/**
 * Environments in different accounts or regions do not know each other, and two of them could get the same range.
 *
 * @throws InputError if the pools of two such targets overlap
 */
export function assertSeparatePools(targets: Target[]): void {
  const pools = targets.flatMap(target => {
    const range = parseIpv4Range(target.cidrPool ?? '');
    return range ? [{ target, range }] : [];
  });
  for (const [index, one] of pools.entries()) {
    const clash = pools
      .slice(index + 1)
      .find(
        other =>
          overlaps(one.range, other.range) &&
          (one.target.accountId !== other.target.accountId ||
            one.target.region !== other.target.region),
      );
    if (clash) {
      throw new InputError(
        `tap.targets: cidrPool of ${one.target.name} (${one.target.cidrPool}) overlaps with that of ${clash.target.name} (${clash.target.cidrPool}), which is in another account or region, so environments could get the same range; use separate pools, for example 10.64.0.0/12 and 10.80.0.0/12`,
      );
    }
  }
}
