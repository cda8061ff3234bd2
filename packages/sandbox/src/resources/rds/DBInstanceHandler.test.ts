import { readdir } from 'node:fs/promises';
import path from 'node:path';

import {
  eventually,
  query as queryAt,
  TestServers,
  testServers,
} from '../../postgres/__testUtils__/databases';
import { listInterfaces } from '../NetworkInterface';
import {
  create,
  createNetwork,
  destroy,
  handlerOf,
  memoryWorld,
  testContext,
} from '../__testUtils__/resources';
import { Properties } from '../ResourceHandler';
import { World } from '../World';
import { listSnapshots } from './snapshots';
import { DATABASE, StoredDatabase } from './StoredDatabase';

jest.setTimeout(240_000);

const GROUP = 'AWS::RDS::DBParameterGroup';
const PARAMETERS = { shared_buffers: '{DBInstanceClassMemory/131072}' };

let kit: TestServers;
let world: World;
let primary: Properties;

beforeEach(async () => {
  kit = await testServers();
  world = memoryWorld(kit.servers);
  const { subnetGroup } = await createNetwork(world);
  const group = await create(world, GROUP, 'Parameters', {
    Family: 'postgres17',
    Parameters: PARAMETERS,
  });
  primary = {
    DBInstanceIdentifier: 'TapStack-Test',
    Engine: 'postgres',
    EngineVersion: '17.5',
    DBInstanceClass: 'db.t4g.micro',
    AllocatedStorage: '20',
    StorageType: 'gp3',
    MasterUsername: 'tapadmin',
    MasterUserPassword: 'correct-horse',
    DBName: 'app',
    DBSubnetGroupName: subnetGroup,
    DBParameterGroupName: group.physicalId,
    AvailabilityZone: 'us-east-1b',
    BackupRetentionPeriod: 7,
    EnableCloudwatchLogsExports: ['postgresql'],
    VPCSecurityGroups: ['sg-1'],
  };
});

afterEach(() => kit.dispose());

function query(attributes: Properties, sql: string) {
  return queryAt({ port: Number(attributes['Endpoint.Port']) }, sql, {
    user: 'tapadmin',
    password: 'correct-horse',
    database: 'app',
  });
}

function update(after: Properties, before: Properties = primary) {
  return handlerOf(DATABASE).update(
    testContext(world, 'Database'),
    'tapstack-test',
    after,
    before,
  );
}

function stored(): StoredDatabase {
  return world.get<StoredDatabase>(DATABASE, 'tapstack-test')!;
}

it('13.1 a DB instance is a real PostgreSQL with its attributes, log groups and interfaces', async () => {
  const { physicalId, attributes } = await create(
    world,
    DATABASE,
    'Database',
    primary,
  );

  expect(physicalId).toBe('tapstack-test');
  expect(attributes).toMatchObject({
    DBInstanceArn: 'arn:aws:rds:us-east-1:000000000000:db:tapstack-test',
    DbiResourceId: expect.stringMatching(/^db-[A-Z0-9]{26}$/),
    'Endpoint.Address': '127.0.0.1',
  });
  // 256 MiB less than the class has, in pages of 8 kB.
  await expect(query(attributes, 'SHOW shared_buffers')).resolves.toEqual([
    { shared_buffers: '48MB' },
  ]);
  await expect(query(attributes, 'SHOW max_connections')).resolves.toEqual([
    { max_connections: '84' },
  ]);
  expect(listInterfaces(world)).toMatchObject([
    {
      Groups: ['sg-1'],
      AvailabilityZone: 'us-east-1b',
      RequesterId: 'amazon-rds',
    },
  ]);
  expect(
    world.get(
      'AWS::Logs::LogGroup',
      '/aws/rds/instance/tapstack-test/postgresql',
    ),
  ).toBeDefined();

  await expect(create(world, DATABASE, 'Database', primary)).resolves.toEqual({
    physicalId,
    attributes,
  });

  await destroy(world, DATABASE, physicalId);
  expect(world.list(DATABASE)).toEqual([]);
  expect(kit.servers.list()).toEqual([]);
  expect(listInterfaces(world)).toEqual([]);
});

it('13.7 a parameter that PostgreSQL rejects fails the instance with its message', async () => {
  await handlerOf(GROUP).update(
    testContext(world, 'Parameters'),
    String(primary.DBParameterGroupName),
    { Family: 'postgres17', Parameters: { timezone: 'Nowhere' } },
    {},
  );

  await expect(
    create(world, DATABASE, 'Database', primary),
  ).rejects.toMatchObject({
    reason:
      'PostgreSQL did not start with these parameters: invalid value for parameter "TimeZone": "Nowhere"',
  });

  await destroy(world, DATABASE, 'tapstack-test');
  expect(world.list(DATABASE)).toEqual([]);
  expect(kit.servers.list()).toEqual([]);
});

it('13.8 a parameter group is applied to its instances, static parameters at the next update', async () => {
  const { attributes } = await create(world, DATABASE, 'Database', primary);
  const changeGroup = (Parameters: Properties) =>
    handlerOf(GROUP).update(
      testContext(world, 'Parameters'),
      String(primary.DBParameterGroupName),
      { Family: 'postgres17', Parameters },
      {},
    );

  await changeGroup({ ...PARAMETERS, work_mem: '8192', max_connections: '30' });
  await expect(query(attributes, 'SHOW work_mem')).resolves.toEqual([
    { work_mem: '8MB' },
  ]);
  await expect(query(attributes, 'SHOW max_connections')).resolves.toEqual([
    { max_connections: '84' },
  ]);
  expect(stored().pendingReboot).toBe(true);

  await update({ ...primary, Tags: [{ Key: 'a', Value: 'b' }] });
  await expect(query(attributes, 'SHOW max_connections')).resolves.toEqual([
    { max_connections: '30' },
  ]);
  expect(stored().pendingReboot).toBe(false);

  await expect(changeGroup({ timezone: 'Nowhere' })).rejects.toThrow(
    'invalid value for parameter "TimeZone": "Nowhere"',
  );
  await expect(query(attributes, 'SHOW work_mem')).resolves.toEqual([
    { work_mem: '8MB' },
  ]);
});

it('13.28 a parameter that the group does not set has the default of RDS', async () => {
  const { attributes } = await create(world, DATABASE, 'Database', primary);

  // 768 MiB for PostgreSQL: the formulas give their minimums.
  await expect(
    query(
      attributes,
      `SELECT name, setting FROM pg_settings
       WHERE name IN ('autovacuum_work_mem', 'maintenance_work_mem', 'autovacuum_naptime')
       ORDER BY name`,
    ),
  ).resolves.toEqual([
    { name: 'autovacuum_naptime', setting: '15' },
    { name: 'autovacuum_work_mem', setting: '65536' },
    { name: 'maintenance_work_mem', setting: '65536' },
  ]);
});

it('13.9 a resize evaluates the formulas for the new class and keeps the data', async () => {
  const { attributes } = await create(world, DATABASE, 'Database', primary);
  await query(attributes, 'CREATE TABLE parts AS SELECT 1 AS id');
  const resized = {
    ...primary,
    DBInstanceClass: 'db.t4g.medium',
    AllocatedStorage: '50',
    EngineVersion: '17.9',
    AvailabilityZone: undefined,
    MultiAZ: true,
    MasterUserPassword: 'correct-horse',
  };
  expect(handlerOf(DATABASE).restarts!(primary, resized)).toBe(true);

  await update(resized);

  // 93 % of 4 GiB, a sixteenth of it, in pages of 8 kB.
  await expect(
    query(
      attributes,
      `SELECT setting FROM pg_settings WHERE name = 'shared_buffers'`,
    ),
  ).resolves.toEqual([{ setting: '30474' }]);
  await expect(query(attributes, 'SELECT id FROM parts')).resolves.toEqual([
    { id: 1 },
  ]);
  expect(stored()).toMatchObject({
    engineVersion: '17.9',
    allocatedStorage: 50,
    availabilityZone: 'us-east-1b',
    secondaryZone: 'us-east-1a',
    status: 'available',
  });
  expect(listInterfaces(world)).toHaveLength(2);
});

it.each<[Properties, string]>([
  [
    { AllocatedStorage: '21' },
    'storage must grow by at least 10 percent, from 20 GiB to 22 GiB or more',
  ],
  [{ EngineVersion: '17.4' }, 'Cannot upgrade postgres from 17.5 to 17.4'],
  [{ EngineVersion: '16.9' }, 'Cannot upgrade postgres from 17.5 to 16.9'],
  [
    { EngineVersion: '18.1' },
    'The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.',
  ],
  [
    { EngineVersion: '18.1', AllowMajorVersionUpgrade: true },
    'do not include pg_upgrade',
  ],
  [
    { EngineLifecycleSupport: 'open-source-rds-extended-support-disabled' },
    'EngineLifecycleSupport cannot be modified',
  ],
  [
    { DBParameterGroupName: 'default.postgres16' },
    'The parameter group default.postgres16 with DBParameterGroupFamily postgres16 cannot be used for this instance. Please use a parameter group with DBParameterGroupFamily postgres17',
  ],
])(
  'an update with %j is rejected and changes nothing',
  async (wrong, words) => {
    const before = {
      physicalId: 'tapstack-test',
      type: DATABASE,
      properties: primary,
      attributes: {},
      allocatedStorage: 20,
      engineVersion: '17.5',
      status: 'available',
    };
    world.put(DATABASE, 'tapstack-test', before);

    await expect(update({ ...primary, ...wrong })).rejects.toThrow(words);

    expect(world.get(DATABASE, 'tapstack-test')).toEqual(
      JSON.parse(JSON.stringify(before)),
    );
  },
);

it('13.11 storage never shrinks', async () => {
  world.put(DATABASE, 'tapstack-test', {
    physicalId: 'tapstack-test',
    allocatedStorage: 100,
    engineVersion: '17.5',
  });
  await expect(update({ ...primary, AllocatedStorage: '50' })).rejects.toThrow(
    'Requested storage size (50) cannot be less than the current storage size (100).',
  );
});

describe('a read replica', () => {
  const replica = {
    DBInstanceIdentifier: 'tapstack-test-replica-1',
    SourceDBInstanceIdentifier: 'tapstack-test',
    DBInstanceClass: 'db.t4g.micro',
    AvailabilityZone: 'us-east-1a',
  };

  it('13.10 replicates its primary and is promoted when the primary is deleted', async () => {
    const made = await create(world, DATABASE, 'Database', primary);
    const { attributes, physicalId } = await create(
      world,
      DATABASE,
      'Replica',
      {
        ...replica,
        DBParameterGroupName: primary.DBParameterGroupName,
      },
    );
    await query(made.attributes, 'CREATE TABLE parts AS SELECT 1 AS id');
    await eventually(() =>
      expect(query(attributes, 'SELECT id FROM parts')).resolves.toEqual([
        { id: 1 },
      ]),
    );
    await expect(query(attributes, 'DROP TABLE parts')).rejects.toThrow(
      /read-only transaction/,
    );
    await expect(
      handlerOf(DATABASE).snapshot!(
        testContext(world, 'Replica'),
        physicalId,
        {},
      ),
    ).rejects.toThrow(
      'FinalDBSnapshotIdentifier can not be specified when deleting a replica instance',
    );
    await expect(update({ ...primary, EngineVersion: '17.9' })).rejects.toThrow(
      "One or more of the DB Instance's read replicas need to be upgraded: tapstack-test-replica-1",
    );

    await destroy(world, DATABASE, made.physicalId);

    await query(attributes, 'DROP TABLE parts');
    expect(
      world.get<StoredDatabase>(DATABASE, physicalId)?.sourceIdentifier,
    ).toBeUndefined();
  });

  it.each<[Properties, string]>([
    [
      { BackupRetentionPeriod: 0 },
      'Automated backups are not enabled for this database instance.',
    ],
    [
      { ManageMasterUserPassword: true },
      'whose master user password RDS manages',
    ],
  ])('cannot be created from a primary with %j', async (wrong, words) => {
    world.put(DATABASE, 'tapstack-test', {
      physicalId: 'tapstack-test',
      properties: { ...primary, ...wrong },
    });
    await expect(create(world, DATABASE, 'Replica', replica)).rejects.toThrow(
      words,
    );
  });

  /** Creates a replica and returns its states, one for each round. */
  async function statesOfCreation(properties: Properties): Promise<string[]> {
    const states: string[] = [];
    const ctx = testContext(world, 'Replica', {
      wait: async () => {
        states.push(
          world.get<StoredDatabase>(DATABASE, replica.DBInstanceIdentifier)!
            .status,
        );
      },
    });
    await handlerOf(DATABASE).create(ctx, { ...replica, ...properties });
    await destroy(world, DATABASE, replica.DBInstanceIdentifier);
    return states;
  }

  it('13.25 is modified after its creation, and rebooted if it sets a parameter group', async () => {
    await create(world, DATABASE, 'Database', primary);

    await expect(statesOfCreation({})).resolves.toEqual(['creating']);
    await expect(
      statesOfCreation({ PreferredMaintenanceWindow: 'sun:04:00-sun:04:30' }),
    ).resolves.toEqual(['creating', 'modifying']);
    await expect(
      statesOfCreation({ DBParameterGroupName: primary.DBParameterGroupName }),
    ).resolves.toEqual(['creating', 'modifying', 'rebooting']);
  });

  it('13.26 has the parameter group of its primary, until it is modified to have its own', async () => {
    await create(world, DATABASE, 'Database', primary);
    const inherits = await create(world, DATABASE, 'Replica', {
      ...replica,
      EngineVersion: '17.5',
    });
    expect(
      world.get<StoredDatabase>(DATABASE, inherits.physicalId),
    ).toMatchObject({
      parameterGroup: primary.DBParameterGroupName,
      pendingReboot: false,
    });
    await expect(
      query(inherits.attributes, 'SHOW shared_buffers'),
    ).resolves.toEqual([{ shared_buffers: '48MB' }]);

    const own = await create(world, GROUP, 'Own', {
      Family: 'postgres17',
      Parameters: { shared_buffers: '8192', max_connections: '100' },
    });
    const second = {
      ...replica,
      DBInstanceIdentifier: 'tapstack-test-replica-2',
    };
    const withGroup = { ...second, DBParameterGroupName: own.physicalId };
    const has = await create(world, DATABASE, 'Other', withGroup);
    await expect(query(has.attributes, 'SHOW shared_buffers')).resolves.toEqual(
      [{ shared_buffers: '64MB' }],
    );

    await handlerOf(DATABASE).update(
      testContext(world, 'Other'),
      has.physicalId,
      second,
      withGroup,
    );
    expect(
      world.get<StoredDatabase>(DATABASE, has.physicalId)?.parameterGroup,
    ).toBe(own.physicalId);
  });

  it('13.27 needs an available primary with less than 15 replicas, and as much storage', async () => {
    const source = {
      physicalId: 'tapstack-test',
      type: DATABASE,
      properties: primary,
      allocatedStorage: 50,
      engineVersion: '17.5',
      status: 'modifying',
    };
    world.put(DATABASE, 'tapstack-test', source);
    await expect(create(world, DATABASE, 'Replica', replica)).rejects.toThrow(
      'DB instance is not in the available state (Service: Rds, Status Code: 400, Error Code: InvalidDBInstanceState)',
    );

    world.put(DATABASE, 'tapstack-test', { ...source, status: 'available' });
    await expect(
      create(world, DATABASE, 'Replica', {
        ...replica,
        AllocatedStorage: '49',
      }),
    ).rejects.toThrow(
      'The allocated storage of a read replica (49 GiB) cannot be less than that of its source (50 GiB)',
    );

    for (let number = 1; number <= 15; number += 1) {
      world.put(DATABASE, `replica-${number}`, {
        physicalId: `replica-${number}`,
        sourceIdentifier: 'tapstack-test',
      });
    }
    await expect(create(world, DATABASE, 'Replica', replica)).rejects.toThrow(
      'already has 15 read replicas',
    );
  });

  it('cannot be created without a primary', async () => {
    await expect(create(world, DATABASE, 'Replica', replica)).rejects.toThrow(
      'DBInstance tapstack-test not found.',
    );
  });
});

it('13.12 deletion protection prevents the deletion until it is removed', async () => {
  await create(world, DATABASE, 'Database', {
    ...primary,
    DeletionProtection: true,
  });
  await expect(destroy(world, DATABASE, 'tapstack-test')).rejects.toThrow(
    'Cannot delete protected DB Instance, please disable deletion protection and try again.',
  );
  expect(kit.servers.list()).toHaveLength(1);

  await update(primary, { ...primary, DeletionProtection: true });
  await expect(
    destroy(
      world,
      'AWS::RDS::DBSubnetGroup',
      String(primary.DBSubnetGroupName),
    ),
  ).rejects.toThrow('at least one database instance: tapstack-test');
  await expect(
    destroy(world, GROUP, String(primary.DBParameterGroupName)),
  ).rejects.toThrow('are still members of this parameter group');
  await destroy(world, DATABASE, 'tapstack-test');

  await destroy(world, GROUP, String(primary.DBParameterGroupName));
  expect(kit.servers.list()).toEqual([]);
});

it('13.41 a stopped instance has no final snapshot', async () => {
  const { physicalId } = await create(world, DATABASE, 'Database', primary);
  const database = world.get<StoredDatabase>(DATABASE, physicalId)!;
  world.put(DATABASE, physicalId, { ...database, status: 'stopped' });

  await expect(
    handlerOf(DATABASE).snapshot!(
      testContext(world, 'Database'),
      physicalId,
      {},
    ),
  ).rejects.toThrow('is not currently in the available state');

  await destroy(world, DATABASE, physicalId);
  expect(world.list(DATABASE)).toEqual([]);
});

it('13.13 a final snapshot keeps the data under the name that CloudFormation generates', async () => {
  await create(world, DATABASE, 'Database', primary);

  await handlerOf(DATABASE).snapshot!(
    testContext(world, 'Database'),
    'tapstack-test',
    {},
  );

  expect(world.list(DATABASE)).toEqual([]);
  expect(kit.servers.list()).toEqual([]);
  expect(listSnapshots(world)).toMatchObject([
    { identifier: 'tapstack-test-snapshot-database-abcdefghijkl' },
  ]);
  await expect(
    readdir(path.join(kit.directory, 'snapshots')),
  ).resolves.toHaveLength(1);
});
