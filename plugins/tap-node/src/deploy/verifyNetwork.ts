import { ConflictError, InputError } from '@backstage/errors';
import { sizeOf } from '../config';
import { networkProblems } from './networkProblems';
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
 * Makes sure that a target's existing network will do, where it has one, before anything is made in it. Only reads.
 *
 * @throws InputError where a smaller size would do, ConflictError naming everything that a platform engineer has to mend;
 *   nothing has been done then
 */
export async function verifyNetwork(
  runtime: TargetRuntime,
  operation: keyof typeof ADDRESSES,
  size: string,
): Promise<void> {
  const { name, network } = runtime.target;
  if (!network) {
    return;
  }
  assertEnoughZones(runtime, network.availabilityZones, size);
  const [vpcs, subnets, routeTables] = await Promise.all([
    runtime.network.vpcs([network.vpcId]),
    runtime.network.subnets('subnet-id', [
      ...network.isolatedSubnetIds,
      ...network.privateSubnetIds,
    ]),
    runtime.network.routeTables([network.vpcId]),
  ]);
  const problems = networkProblems(
    network,
    { vpcs, subnets, routeTables },
    ADDRESSES[operation],
  );
  if (problems.length > 0) {
    throw new ConflictError(
      `The network of target '${name}' in app-config is not valid; nothing was done. Ask a platform engineer to correct it: ${problems.join(
        ' ',
      )}`,
    );
  }
}

function assertEnoughZones(
  { stackModule, target }: TargetRuntime,
  zones: string[],
  size: string,
) {
  const needed = (name: string) =>
    stackModule.requiredZones(sizeOf(target, name));
  if (zones.length < needed(size)) {
    const fitting = target.sizes.find(name => needed(name) <= zones.length);
    throw new InputError(
      `size: '${size}' needs subnets in ${needed(
        size,
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
