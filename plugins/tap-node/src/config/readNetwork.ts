import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Egress, EGRESSES } from '@tap/plugin-tap-common';
import { matching } from './matching';
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
): Pick<Target, 'egress' | 'network' | 'vpcCidr'> {
  const network = readExisting(target.getOptionalConfig('network'), key);
  return {
    network,
    egress: readEgress(target, key, network !== undefined),
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
