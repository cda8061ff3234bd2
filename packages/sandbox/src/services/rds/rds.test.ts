import {
  ApplyPendingMaintenanceActionCommand,
  CreateDBSnapshotCommand,
  DeleteDBInstanceCommand,
  DeleteDBSnapshotCommand,
  DescribeDBEngineVersionsCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  DescribePendingMaintenanceActionsCommand,
  ModifyDBInstanceCommand,
  RDSClient,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';

import { ServiceTestKit, serviceTestKit } from '../__testUtils__/services';

jest.setTimeout(180_000);

let kit: ServiceTestKit;

beforeAll(async () => {
  kit = await serviceTestKit('Bastion');
});

afterAll(() => kit.sandbox.close());

describe('RDS', () => {
  it('15.5 describes a DB instance', async () => {
    const { DBInstances } = await new RDSClient(kit.config).send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'orders' }),
    );
    expect(DBInstances).toEqual([
      expect.objectContaining({
        DBInstanceIdentifier: 'orders',
        DBInstanceStatus: 'available',
        DBInstanceClass: 'db.t4g.micro',
        EngineVersion: '17.9',
        AllocatedStorage: 20,
        MultiAZ: false,
        DeletionProtection: true,
        StorageEncrypted: true,
        KmsKeyId: kit.outputs.KeyArn,
        Endpoint: expect.objectContaining({
          Address: '127.0.0.1',
          Port: Number(kit.outputs.Database),
        }),
        VpcSecurityGroups: [
          { VpcSecurityGroupId: kit.outputs.Group, Status: 'active' },
        ],
        DBParameterGroups: [
          {
            DBParameterGroupName: 'default.postgres17',
            ParameterApplyStatus: 'in-sync',
          },
        ],
        DBSubnetGroup: expect.objectContaining({ VpcId: kit.outputs.Vpc }),
        TagList: expect.arrayContaining([{ Key: 'team', Value: 'orders' }]),
      }),
    ]);
  });

  it('15.70 stops and starts an instance with its data', async () => {
    const client = new RDSClient(kit.config);
    const DBInstanceIdentifier = 'orders';
    const world = kit.sandbox.world('111122223333', 'us-east-1');
    const status = async () => {
      const { DBInstances } = await client.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier }),
      );
      return DBInstances![0].DBInstanceStatus;
    };
    const stop = (options = {}) =>
      client.send(
        new StopDBInstanceCommand({ DBInstanceIdentifier, ...options }),
      );
    const start = () =>
      client.send(new StartDBInstanceCommand({ DBInstanceIdentifier }));
    const [{ port }] = world.databases.list();
    await expect(start()).rejects.toMatchObject({
      name: 'InvalidDBInstanceStateFault',
      message: 'Instance orders is not in stopped state.',
    });
    await expect(stop({ DBSnapshotIdentifier: 'before' })).rejects.toThrow(
      'takes no snapshot',
    );

    await expect(stop()).resolves.toMatchObject({
      DBInstance: { DBInstanceStatus: 'stopping' },
    });
    await expect(status()).resolves.toBe('stopped');
    expect(world.databases.list()[0].pid).toBeUndefined();
    await expect(stop()).rejects.toMatchObject({
      name: 'InvalidDBInstanceStateFault',
      message: 'Instance orders is not in available state.',
    });
    await expect(
      client.send(
        new ModifyDBInstanceCommand({
          DBInstanceIdentifier,
          DeletionProtection: false,
        }),
      ),
    ).rejects.toThrow("You can't modify a stopped DB instance.");

    await expect(start()).resolves.toMatchObject({
      DBInstance: { DBInstanceStatus: 'starting' },
    });
    await expect(status()).resolves.toBe('available');
    expect(world.databases.list()[0]).toMatchObject({
      port,
      pid: expect.any(Number),
    });
  });

  it.each([
    ['a replica', 'replica', 'Cannot stop or start a Read-Replica instance'],
    [
      'the source of a replica',
      'orders',
      'Cannot stop or start an instance with read replicas',
    ],
  ])('does not stop %s', async (_, DBInstanceIdentifier, message) => {
    const world = kit.sandbox.world('111122223333', 'us-east-1');
    const primary = world.get<object>('AWS::RDS::DBInstance', 'orders')!;
    world.put('AWS::RDS::DBInstance', 'replica', {
      ...primary,
      physicalId: 'replica',
      sourceIdentifier: 'orders',
    });

    await expect(
      new RDSClient(kit.config).send(
        new StopDBInstanceCommand({ DBInstanceIdentifier }),
      ),
    ).rejects.toThrow(message);
    world.remove('AWS::RDS::DBInstance', 'replica');
  });

  it('15.60 upgrades a minor version as RDS does in the maintenance window', async () => {
    const client = new RDSClient(kit.config);
    const world = kit.sandbox.world('111122223333', 'us-east-1');
    const database = world.get<{ physicalId: string }>(
      'AWS::RDS::DBInstance',
      'orders',
    )!;
    world.put('AWS::RDS::DBInstance', 'orders', {
      ...database,
      engineVersion: '17.5',
    });
    const [{ pid: before }] = world.databases.list();
    const ResourceIdentifier = 'arn:aws:rds:us-east-1:111122223333:db:orders';
    const upgrade = (OptInType: string) =>
      client.send(
        new ApplyPendingMaintenanceActionCommand({
          ResourceIdentifier,
          ApplyAction: 'db-upgrade',
          OptInType,
        }),
      );
    await expect(
      client.send(new DescribePendingMaintenanceActionsCommand({})),
    ).resolves.toMatchObject({
      PendingMaintenanceActions: [
        {
          ResourceIdentifier,
          PendingMaintenanceActionDetails: [
            { Action: 'db-upgrade', Description: 'Upgrade to PostgreSQL 17.9' },
          ],
        },
      ],
    });
    await expect(upgrade('next-maintenance')).rejects.toThrow('immediate');

    await upgrade('immediate');

    await expect(
      client.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'orders' }),
      ),
    ).resolves.toMatchObject({
      DBInstances: [{ EngineVersion: '17.9', DBInstanceStatus: 'available' }],
    });
    expect(world.databases.list()[0].pid).not.toBe(before);
    await expect(
      client.send(new DescribePendingMaintenanceActionsCommand({})),
    ).resolves.toMatchObject({ PendingMaintenanceActions: [] });
    await expect(upgrade('immediate')).rejects.toMatchObject({
      name: 'ResourceNotFoundFault',
    });
  });

  it('15.6 filters and rejects unknown identifiers', async () => {
    const client = new RDSClient(kit.config);
    const find = (value: string) =>
      client.send(
        new DescribeDBInstancesCommand({
          Filters: [{ Name: 'db-instance-id', Values: [value] }],
        }),
      );
    await expect(find('ord*')).resolves.toMatchObject({
      DBInstances: [{ DBInstanceIdentifier: 'orders' }],
    });
    await expect(find('other')).resolves.toMatchObject({ DBInstances: [] });
    await expect(
      client.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'other' }),
      ),
    ).rejects.toMatchObject({ name: 'DBInstanceNotFoundFault' });
  });

  it('15.7 lists, creates and deletes snapshots', async () => {
    const client = new RDSClient(kit.config);
    const DBSnapshotIdentifier = 'by-hand';
    await client.send(
      new CreateDBSnapshotCommand({
        DBSnapshotIdentifier,
        DBInstanceIdentifier: 'orders',
      }),
    );
    await expect(
      client.send(new DescribeDBSnapshotsCommand({ SnapshotType: 'manual' })),
    ).resolves.toMatchObject({
      DBSnapshots: [{ DBSnapshotIdentifier, KmsKeyId: kit.outputs.KeyArn }],
    });

    await client.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier }));

    await expect(
      client.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier })),
    ).rejects.toMatchObject({ name: 'DBSnapshotNotFoundFault' });
  });

  it('15.19 rejects names of snapshots that are invalid or taken', async () => {
    const client = new RDSClient(kit.config);
    const create = (DBSnapshotIdentifier: string) =>
      client.send(
        new CreateDBSnapshotCommand({
          DBSnapshotIdentifier,
          DBInstanceIdentifier: 'orders',
        }),
      );
    for (const invalid of ['1st', 'ends-', 'two--hyphens', 'a.b', '']) {
      await expect(create(invalid)).rejects.toThrow(
        'The parameter DBSnapshotIdentifier is not a valid identifier. Identifiers must begin with a letter;',
      );
    }
    await create('Taken');
    await expect(create('taken')).rejects.toMatchObject({
      name: 'DBSnapshotAlreadyExistsFault',
      message:
        'Cannot create the snapshot because a snapshot with the identifier taken already exists.',
    });
    await client.send(
      new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: 'taken' }),
    );
  });

  it('15.21 takes no snapshot of an instance that is not available', async () => {
    const client = new RDSClient(kit.config);
    const objects = kit.sandbox.world('111122223333', 'us-east-1');
    const type = 'AWS::RDS::DBInstance';
    const database = objects.get<object>(type, 'orders')!;
    objects.put(type, 'orders', { ...database, status: 'modifying' });
    await expect(
      client.send(
        new CreateDBSnapshotCommand({
          DBSnapshotIdentifier: 'too-early',
          DBInstanceIdentifier: 'orders',
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidDBInstanceStateFault',
      message:
        'Cannot create a snapshot because the database instance orders is not currently in the available state.',
    });
    objects.put(type, 'orders', database);
  });

  it('15.20 finds snapshots by the identifier of a deleted instance, or none, or rejects it', async () => {
    const client = new RDSClient(kit.config);
    const ids = {
      DBSnapshotIdentifier: 'of-deleted',
      DBInstanceIdentifier: 'orders',
    };
    await client.send(new CreateDBSnapshotCommand(ids));
    const { readings } = kit.sandbox;
    const objects = kit.sandbox.world('111122223333', 'us-east-1');
    const database = objects.get('AWS::RDS::DBInstance', 'orders');
    const found = async (
      reading: typeof readings.snapshotsOfDeletedInstance,
    ) => {
      readings.snapshotsOfDeletedInstance = reading;
      const { DBSnapshots } = await client.send(
        new DescribeDBSnapshotsCommand({ DBInstanceIdentifier: 'orders' }),
      );
      return DBSnapshots!.map(each => each.DBSnapshotIdentifier);
    };
    await expect(found('rejected')).resolves.toEqual(['of-deleted']);
    objects.remove('AWS::RDS::DBInstance', 'orders');
    await expect(found('rejected')).rejects.toMatchObject({
      name: 'DBInstanceNotFoundFault',
    });
    await expect(found('none')).resolves.toEqual([]);
    await expect(found('found')).resolves.toEqual(['of-deleted']);
    objects.put('AWS::RDS::DBInstance', 'orders', database);
    await client.send(
      new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: 'of-deleted' }),
    );
  });

  it('15.8 lists versions and classes in pages', async () => {
    const client = new RDSClient(kit.config);
    const { DBEngineVersions } = await client.send(
      new DescribeDBEngineVersionsCommand({
        Engine: 'postgres',
        EngineVersion: '17',
      }),
    );
    expect(DBEngineVersions?.pop()).toMatchObject({
      EngineVersion: '17.9',
      DBParameterGroupFamily: 'postgres17',
    });
    const options = await client.send(
      new DescribeOrderableDBInstanceOptionsCommand({
        Engine: 'postgres',
        DBInstanceClass: 'db.m7g.large',
        MaxRecords: 20,
      }),
    );
    expect(options.OrderableDBInstanceOptions).toHaveLength(20);
    expect(options.Marker).toBe('20');
  });

  it('15.9 deletes an instance manually only without deletion protection', async () => {
    const client = new RDSClient(kit.config);
    const DBInstanceIdentifier = 'orders';
    const deletion = new DeleteDBInstanceCommand({
      DBInstanceIdentifier,
      SkipFinalSnapshot: true,
    });
    await expect(client.send(deletion)).rejects.toThrow(
      'Cannot delete protected DB Instance',
    );
    await expect(
      client.send(
        new ModifyDBInstanceCommand({
          DBInstanceIdentifier,
          AllocatedStorage: 100,
        }),
      ),
    ).rejects.toThrow('not AllocatedStorage');
    await client.send(
      new ModifyDBInstanceCommand({
        DBInstanceIdentifier,
        DeletionProtection: false,
      }),
    );

    await client.send(deletion);

    expect(kit.sandbox.state().databases).toEqual([]);
  });
});
