import { TargetRuntime } from '../operation/TargetRuntime';
import { verifyNetwork } from './verifyNetwork';

const NETWORK = {
  vpcId: 'vpc-1',
  availabilityZones: ['a', 'b'],
  isolatedSubnetIds: ['subnet-a', 'subnet-b'],
  privateSubnetIds: ['subnet-p'],
};

/** Verifies a network in which each isolated subnet has a number of free addresses, and the private one has another. */
function verify(
  operation: 'create' | 'update',
  free: { isolated: number; private: number },
  requiredZones = 2,
) {
  const subnet = (SubnetId: string, zone: string, addresses: number) => ({
    SubnetId,
    AvailabilityZone: zone,
    VpcId: 'vpc-1',
    AvailableIpAddressCount: addresses,
  });
  const runtime = {
    target: {
      name: 'main',
      network: NETWORK,
      sizes: ['micro'],
      sizeSpecs: { micro: {} },
    },
    stackModule: { requiredZones: () => requiredZones },
    network: {
      vpcs: async () => [{ VpcId: 'vpc-1' }],
      subnets: async () => [
        subnet('subnet-a', 'a', free.isolated),
        subnet('subnet-b', 'b', free.isolated),
        subnet('subnet-p', 'a', free.private),
      ],
      routeTables: async () => [
        { Associations: [{ Main: true }], Routes: [{ GatewayId: 'local' }] },
      ],
      interfaces: async () => [],
      securityGroups: async () => [],
    },
  };
  return verifyNetwork(runtime as unknown as TargetRuntime, operation, {
    size: 'micro',
    network: NETWORK,
  });
}

describe('verifyNetwork', () => {
  it('requires an address for a new database beside that of its maintenance', async () => {
    await expect(
      verify('create', { isolated: 2, private: 1 }),
    ).resolves.toBeUndefined();
    await expect(
      verify('create', { isolated: 1, private: 1 }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /^The network vpc-1 of target 'main' is not valid; .*subnet-a has 1 free addresses/,
      ),
    });
    await expect(
      verify('update', { isolated: 1, private: 1 }),
    ).resolves.toBeUndefined();
  });

  it('requires an address for a new bastion', async () => {
    const full = { isolated: 2, private: 0 };
    await expect(verify('create', full)).rejects.toThrow(
      /subnet-p has 0 free addresses/,
    );
    await expect(verify('update', full)).resolves.toBeUndefined();
  });

  it('rejects a size that needs more zones', async () => {
    await expect(
      verify('create', { isolated: 2, private: 1 }, 3),
    ).rejects.toThrow(
      "size: 'micro' needs subnets in 3 availability zones, and the network of target 'main' has them in 2 (a, b); use another target",
    );
  });
});
