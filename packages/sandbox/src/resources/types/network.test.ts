import { attachInterface, listInterfaces } from '../NetworkInterface';
import {
  create,
  createNetwork,
  destroy,
  memoryWorld,
} from '../__testUtils__/resources';

const GROUP = 'AWS::EC2::SecurityGroup';

async function twoGroups() {
  const world = memoryWorld();
  const { vpcId, subnetIds } = await createNetwork(world);
  const properties = { VpcId: vpcId, GroupDescription: 'test' };
  const application = await create(world, GROUP, 'Application', properties);
  const database = await create(world, GROUP, 'Database', properties);
  return {
    world,
    vpcId,
    subnetIds,
    application: application.physicalId,
    database: database.physicalId,
  };
}

describe('a security group', () => {
  it('14.3 cannot be deleted while another network interface uses it', async () => {
    const { world, subnetIds, application } = await twoGroups();
    const eni = attachInterface(world, 'somebody-else', {
      SubnetId: subnetIds[0],
      Groups: [application],
      Description: 'a function in the VPC',
      InterfaceType: 'lambda',
    });

    await expect(destroy(world, GROUP, application)).rejects.toThrow(
      `resource ${application} has a dependent object (Service: Ec2, Status Code: 400, Error Code: DependencyViolation)`,
    );

    world.remove('network-interface', eni.NetworkInterfaceId);
    await destroy(world, GROUP, application);
    expect(world.list(GROUP)).toHaveLength(1);
  });

  it('14.4 cannot be deleted while a rule of another group references it; its own rules do not matter', async () => {
    const { world, vpcId, application, database } = await twoGroups();
    const rule = await create(
      world,
      'AWS::EC2::SecurityGroupIngress',
      'FromApplication',
      { GroupId: database, SourceSecurityGroupId: application },
    );

    await expect(destroy(world, GROUP, application)).rejects.toThrow(
      'DependencyViolation',
    );
    await destroy(world, GROUP, database);

    await destroy(world, 'AWS::EC2::SecurityGroupIngress', rule.physicalId);
    const neighbour = await create(world, GROUP, 'Neighbour', {
      VpcId: vpcId,
      GroupDescription: 'test',
      SecurityGroupIngress: [{ SourceSecurityGroupId: application }],
    });
    await expect(destroy(world, GROUP, application)).rejects.toThrow(
      'DependencyViolation',
    );
    await destroy(world, GROUP, neighbour.physicalId);
    await destroy(world, GROUP, application);
    expect(world.list(GROUP)).toEqual([]);
  });
});

describe('a subnet and its VPC', () => {
  it('14.5 cannot be deleted while they contain resources', async () => {
    const world = memoryWorld();
    const { vpcId, subnetIds } = await createNetwork(world);
    const nat = await create(world, 'AWS::EC2::NatGateway', 'Nat', {
      SubnetId: subnetIds[0],
    });
    expect(listInterfaces(world)).toMatchObject([
      {
        SubnetId: subnetIds[0],
        VpcId: vpcId,
        AvailabilityZone: 'us-east-1a',
        RequesterId: 'amazon-nat',
      },
    ]);

    await expect(
      destroy(world, 'AWS::EC2::Subnet', subnetIds[0]),
    ).rejects.toThrow(
      `The subnet '${subnetIds[0]}' has dependencies and cannot be deleted.`,
    );
    await expect(destroy(world, 'AWS::EC2::VPC', vpcId)).rejects.toThrow(
      `The vpc '${vpcId}' has dependencies and cannot be deleted.`,
    );

    await destroy(world, 'AWS::EC2::NatGateway', nat.physicalId);
    await destroy(world, 'AWS::EC2::Subnet', subnetIds[0]);
    await destroy(world, 'AWS::EC2::Subnet', subnetIds[1]);
    await destroy(world, 'AWS::EC2::VPC', vpcId);
    expect(listInterfaces(world)).toEqual([]);
  });
});

it('14.6 a DB subnet group needs two zones', async () => {
  const world = memoryWorld();
  const { subnetIds } = await createNetwork(world);

  await expect(
    create(world, 'AWS::RDS::DBSubnetGroup', 'Narrow', {
      SubnetIds: [subnetIds[0]],
    }),
  ).rejects.toThrow(
    "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: us-east-1a. Add subnets to cover at least 2 AZs.",
  );
});

it('rejects an invalid name of a DB subnet group', async () => {
  const world = memoryWorld();
  const { subnetIds } = await createNetwork(world);
  const named = (DBSubnetGroupName: string) =>
    create(world, 'AWS::RDS::DBSubnetGroup', 'Named', {
      DBSubnetGroupName,
      SubnetIds: subnetIds,
    });
  for (const invalid of ['default', 'Default', '1st', 'a/b', 'a'.repeat(256)]) {
    await expect(named(invalid)).rejects.toThrow(
      'The parameter DBSubnetGroupName is not valid.',
    );
  }
  await expect(named('My group_1.a-b')).resolves.toMatchObject({
    physicalId: 'my group_1.a-b',
  });
});

it('elastic IPs of many stacks are all different', async () => {
  const world = memoryWorld();
  const made = await Promise.all(
    Array.from({ length: 400 }, (_, index) =>
      create(world, 'AWS::EC2::EIP', `Eip${index}`),
    ),
  );
  expect(new Set(made.map(({ physicalId }) => physicalId)).size).toBe(400);
});
