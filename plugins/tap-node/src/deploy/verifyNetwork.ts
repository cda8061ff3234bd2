import { ConflictError, InputError } from '@backstage/errors';
import { accessSourceKind } from '@tap/aws-facts';
import { environmentSize, Target } from '../config';
import { groupProblems, networkProblems } from './networkProblems';
import { TargetRuntime } from '../operation/TargetRuntime';

/**
 * Addresses that have to be free: for a new environment one for a database in each isolated subnet, and one for the
 * bastion; and one in each for RDS to use during maintenance and failover
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html).
 */
const ADDRESSES = {
  create: { isolated: 2, private: 1 },
  update: { isolated: 1, private: 0 },
};

/**
 * Verifies that an existing network is suitable for an environment, before anything is created in it. Only reads.
 *
 * @param environment.network - the target's for a new environment, the pinned one for an existing environment; undefined if
 *   the environment has its own network
 * @throws InputError if another size would fit, ConflictError with everything that a platform engineer must correct; nothing
 *   was done then
 */
export async function verifyNetwork(
  runtime: TargetRuntime,
  operation: keyof typeof ADDRESSES,
  environment: {
    size: string;
    readReplicas?: number;
    network: Target['network'];
  },
): Promise<void> {
  const { network } = environment;
  if (!network) {
    return;
  }
  assertEnoughZones(runtime, network.availabilityZones, environment);
  const groupIds = admittedGroups(runtime.target, network.vpcId);
  const [vpcs, subnets, routeTables, bastionInterfaces, groups] =
    await Promise.all([
      runtime.network.vpcs([network.vpcId]),
      runtime.network.subnets('subnet-id', [
        ...network.isolatedSubnetIds,
        ...network.privateSubnetIds,
      ]),
      runtime.network.routeTables([network.vpcId]),
      runtime.network.interfaces(
        'attachment.instance-id',
        network.bastion ? [network.bastion.instanceId] : [],
      ),
      runtime.network.securityGroups('group-id', groupIds),
    ]);
  const problems = [
    ...networkProblems(
      network,
      { vpcs, subnets, routeTables, bastionInterfaces },
      ADDRESSES[operation],
    ),
    ...groupProblems(network.vpcId, groupIds, groups),
  ];
  if (problems.length > 0) {
    throw new ConflictError(
      `The network ${network.vpcId} of target '${
        runtime.target.name
      }' is not valid; nothing was done. Ask a platform engineer to correct it: ${problems.join(
        ' ',
      )}`,
    );
  }
}

/** Those that the databases in this network admit: see `reachableFrom` of `stackInput`. */
function admittedGroups(
  { network, reachableFrom = [] }: Target,
  vpcId: string,
): string[] {
  return network?.vpcId === vpcId
    ? reachableFrom.filter(
        source => accessSourceKind(source) === 'securityGroup',
      )
    : [];
}

function assertEnoughZones(
  { stackModule, target }: TargetRuntime,
  zones: string[],
  environment: { size: string; readReplicas?: number },
) {
  const { size } = environment;
  const needed = (one: typeof environment) =>
    stackModule.requiredZones(environmentSize(target, one));
  if (zones.length < needed(environment)) {
    const fitting = target.sizes.find(
      name => needed({ size: name }) <= zones.length,
    );
    throw new InputError(
      `size: '${size}' needs subnets in ${needed(
        environment,
      )} availability zones, and the network of target '${
        target.name
      }' has them in ${zones.length} (${zones.join(', ')}); use ${
        fitting
          ? `another size, for example size: ${fitting}`
          : 'another target'
      }`,
    );
  }
}
