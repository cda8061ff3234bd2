// Shared by two test files: one for the sandbox, one for AWS.
/* eslint-disable jest/no-export */
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Client } from 'pg';
import {
  connect,
  DatabaseCredentials,
  DatabaseName,
  EnvironmentUnderTest,
} from './EnvironmentUnderTest';

/**
 * Scenarios for an environment with at least one read replica, from the
 * existence of its resources to data integrity. They are the same in the
 * sandbox and in an AWS account.
 */
export function describeScenarios(
  environment: () => EnvironmentUnderTest,
): void {
  let credentials: DatabaseCredentials;
  const settings = () => {
    const { region, endpoint } = environment();
    return { region, ...(endpoint ? { endpoint } : {}) };
  };
  const instance = async (identifier: string) => {
    const { DBInstances } = await new RDSClient(settings()).send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }),
    );
    return DBInstances![0];
  };
  const secret = async (): Promise<DatabaseCredentials> => {
    const { SecretString } = await new SecretsManagerClient(settings()).send(
      new GetSecretValueCommand({
        SecretId: environment().outputs.DatabaseSecretArn,
      }),
    );
    return JSON.parse(SecretString!);
  };
  const using = async <T>(
    database: DatabaseName,
    work: (client: Client) => Promise<T>,
  ): Promise<T> => {
    credentials ??= await secret();
    const client = await connect(environment(), database, credentials);
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };

  it('1: every resource of the stack exists', async () => {
    const { StackResources = [] } = await new CloudFormationClient(
      settings(),
    ).send(
      new DescribeStackResourcesCommand({ StackName: environment().stackName }),
    );

    expect(StackResources.length).toBeGreaterThan(80);
    expect(
      StackResources.filter(
        ({ ResourceStatus, PhysicalResourceId }) =>
          !/^(CREATE|UPDATE)_COMPLETE$/.test(ResourceStatus!) ||
          !PhysicalResourceId,
      ),
    ).toEqual([]);
  });

  it('2: every output has a value', () => {
    const { outputs } = environment();

    expect(outputs).toMatchObject({
      DatabaseEndpoint: expect.stringMatching(/./),
      BastionInstanceId: expect.stringMatching(/^i-/),
      KmsKeyArn: expect.stringMatching(/^arn:aws[\w-]*:kms:/),
      BucketName: expect.stringMatching(/^[a-z0-9.-]{3,63}$/),
      VpcId: expect.stringMatching(/^vpc-/),
    });
    expect(Object.values(outputs).filter(value => !value)).toEqual([]);
  });

  it('3: the primary is available, encrypted under the key, and private', async () => {
    const { outputs } = environment();

    expect(await instance(outputs.DatabaseIdentifier)).toMatchObject({
      DBInstanceStatus: 'available',
      StorageEncrypted: true,
      KmsKeyId: outputs.KmsKeyArn,
      PubliclyAccessible: false,
      DbiResourceId: outputs.DbiResourceId,
    });
  });

  it('4: the replica is in another zone', async () => {
    const { outputs } = environment();
    const primary = await instance(outputs.DatabaseIdentifier);
    const replica = await instance(outputs.ReadReplica1Identifier);

    expect(replica.ReadReplicaSourceDBInstanceIdentifier).toBe(
      outputs.DatabaseIdentifier,
    );
    expect(replica.AvailabilityZone).not.toBe(primary.AvailabilityZone);
  });

  it('5: the secret contains what a client needs', async () => {
    credentials = await secret();

    expect(credentials).toMatchObject({
      username: 'tapadmin',
      password: expect.stringMatching(/^[A-Za-z0-9_.-]{32}$/),
      dbname: environment().outputs.DatabaseName,
    });
  });

  it('6: a connection with TLS is accepted, by the requested version', async () => {
    const [row] = await using('primary', async client => {
      const { rows } = await client.query(
        `SELECT current_setting('server_version') AS version, ssl
         FROM pg_stat_ssl WHERE pid = pg_backend_pid()`,
      );
      return rows;
    });

    expect(row.ssl).toBe(true);
    expect(row.version.split('.')[0]).toBe(
      environment().outputs.EngineVersion.split('.')[0],
    );
  });

  it('7: a connection without TLS is rejected', async () => {
    await expect(
      connect(environment(), 'primary', await secret(), { tls: false }),
    ).rejects.toThrow(/no encryption|pg_hba/);
  });

  it('8: memory settings match the size, in the right units', async () => {
    const amounts = await using('primary', async client => {
      const { rows } = await client.query(
        `SELECT name, pg_size_bytes(current_setting(name)) AS bytes
         FROM pg_settings
         WHERE name IN ('shared_buffers', 'effective_cache_size',
                        'maintenance_work_mem', 'autovacuum_work_mem')`,
      );
      return Object.fromEntries(
        rows.map(({ name, bytes }) => [name, Number(bytes)]),
      );
    });

    // Fractions of the same amount of memory: a quarter, a half, and 1/64.
    const memory = amounts.shared_buffers * 4;
    expect(memory).toBeGreaterThan(512 * 1024 ** 2);
    expect(amounts.effective_cache_size / memory).toBeCloseTo(0.5, 2);
    for (const name of ['maintenance_work_mem', 'autovacuum_work_mem']) {
      expect(amounts[name]).toBeCloseTo(
        Math.max(memory / 64, 64 * 1024 ** 2),
        -5,
      );
    }
  });

  it('9: committed data exists, rolled-back data does not', async () => {
    const rows = await using('primary', async client => {
      await client.query(
        'CREATE TABLE IF NOT EXISTS tap_orders (id int PRIMARY KEY, total numeric NOT NULL CHECK (total > 0))',
      );
      await client.query('TRUNCATE tap_orders');
      await client.query(`INSERT INTO tap_orders VALUES (1, 9.99), (2, 20)`);
      await client.query('BEGIN');
      await client.query('DELETE FROM tap_orders');
      await client.query('ROLLBACK');
      await expect(
        client.query('INSERT INTO tap_orders VALUES (3, -1)'),
      ).rejects.toThrow(/tap_orders_total_check/);
      const result = await client.query(
        'SELECT id, total::text FROM tap_orders ORDER BY id',
      );
      return result.rows;
    });

    expect(rows).toEqual([
      { id: 1, total: '9.99' },
      { id: 2, total: '20' },
    ]);
  });

  it('10: the replica has the data and is read-only', async () => {
    const position = await using('primary', async client => {
      const { rows } = await client.query('SELECT pg_current_wal_lsn() AS lsn');
      return rows[0].lsn;
    });
    await using('replica', async client => {
      await caughtUp(client, position);
      const { rows } = await client.query('SELECT id FROM tap_orders');

      expect(rows).toHaveLength(2);
      await expect(client.query('DELETE FROM tap_orders')).rejects.toThrow(
        /read-only transaction/,
      );
    });
    await using('primary', client => client.query('DROP TABLE tap_orders'));
  });
}

async function caughtUp(replica: Client, position: string): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const { rows } = await replica.query(
      'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS done',
      [position],
    );
    if (rows[0].done) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  throw new Error(`the replica did not reach ${position} within a minute`);
}
